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
        settings.put("carnet.apps.catalogue[0]", "classpath:spec/catalogue-apps.json");
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
