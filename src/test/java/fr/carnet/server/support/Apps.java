package fr.carnet.server.support;

import fr.carnet.enforcement.hapi.Canonical;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Consent;

/** Third-party services that the server under test lists, and the holder's consents to their purposes. */
public final class Apps {

    /** Client of a glucose meter: purpose GLYCEMIE reads and writes blood glucose, AGENDA reads and writes appointments, TOUT reads all documents and writes
     * one type, BILAN writes another; MESURES reads and writes every measure and its device, PESEE reads weight and height, not the index made of them. */
    public static final String METER = "glucometre";
    /** Client of a service that the catalogue lists as offline, with the purpose GLYCEMIE. */
    public static final String OFFLINE = "hors-ligne";
    /** OID of the glucose meter. */
    public static final String METER_OID = "urn:oid:1.2.250.1.999.1";

    private Apps() {
    }

    static void settings(Map<String, Object> settings) {
        String meter = "carnet.apps.referenced[0].";
        settings.put(meter + "client-id", METER);
        settings.put(meter + "oid", METER_OID);
        purpose(settings, meter + "purposes[0].", "GLYCEMIE", "Observation/2345-7", "Observation/2345-7,Device");
        purpose(settings, meter + "purposes[1].", "AGENDA", "Appointment", "Appointment");
        purpose(settings, meter + "purposes[2].", "TOUT", "DocumentReference,Patient,Condition", "DocumentReference/11488-4");
        purpose(settings, meter + "purposes[3].", "BILAN", "DocumentReference/11488-4,DocumentReference/11502-2", "DocumentReference/11502-2");
        purpose(settings, meter + "purposes[4].", "MESURES", "Observation,Device,Condition", "Observation,Device");
        purpose(settings, meter + "purposes[5].", "PESEE", "Observation/29463-7,Observation/8302-2", "Observation/29463-7");
        String offline = "carnet.apps.referenced[1].";
        settings.put(offline + "client-id", OFFLINE);
        settings.put(offline + "oid", "urn:oid:1.2.250.1.999.2");
        settings.put(offline + "online", "false");
        purpose(settings, offline + "purposes[0].", "GLYCEMIE", "Observation/2345-7", "");
    }

    private static void purpose(Map<String, Object> settings, String prefix, String code, String read, String write) {
        settings.put(prefix + "code", code);
        settings.put(prefix + "read", read);
        settings.put(prefix + "write", write);
    }

    /** @return the holder's consent to one purpose of the glucose meter */
    public static Consent consent(Records.Opened record, String purpose) {
        Consent consent = Records.consent(record, "finalite", Consent.ConsentProvisionType.PERMIT, "unused");
        consent.getProvision().getActorFirstRep().getReference().getIdentifier().setSystem("urn:ietf:rfc:3986").setValue(METER_OID);
        consent.getProvision().addPurpose().setSystem(Canonical.PURPOSE).setCode(purpose);
        return consent;
    }

    /** @return a token of a client, obtained by the holder of a record */
    public static String token(TestServer server, String client, String patientId, String scope) {
        return token(server, client, patientId, "Patient/" + patientId, scope);
    }

    /** @return a token of a client, obtained by whoever {@code fhirUser} names */
    public static String token(TestServer server, String client, String patientId, String fhirUser, String scope) {
        return server.tokens().sign("smart", Map.of("sub", UUID.randomUUID().toString(), "client_id", client, "patient", patientId, "fhirUser", fhirUser, "scope", scope));
    }
}
