package fr.carnet.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.policy.RecordState;
import java.math.BigInteger;
import java.sql.Date;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicLong;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.RelatedPerson;

/** Opens records and makes choices over the API, as any software would. */
public final class Records {

    /** INS production system. */
    public static final String INS = "urn:oid:1.2.250.1.213.1.4.8";

    private static final AtomicLong NEXT = new AtomicLong(100000001);
    private static final String CONSENT_SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope";

    private final TestServer server;

    Records(TestServer server) {
        this.server = server;
    }

    /**
     * A record.
     *
     * @param id  id of the Patient
     * @param ins INS value
     */
    public record Opened(String id, String ins) {

        /** @return {@code patient.identifier=...}, encoded */
        public String byIdentifier() {
            return "patient.identifier=" + INS + "%7C" + ins;
        }

        /** @return {@code Patient?identifier=...}, as in conditional references */
        public String reference() {
            return "Patient?identifier=" + INS + "|" + ins;
        }
    }

    /** @return a new INS with a right key */
    public static String nextIns() {
        String digits = "1800" + NEXT.getAndIncrement();
        return digits + "%02d".formatted(97 - new BigInteger(digits).mod(BigInteger.valueOf(97)).intValue());
    }

    /** @return the record of an adult, opened by the support desk */
    public Opened adult() {
        return open(LocalDate.of(1980, 1, 15));
    }

    /** @return a record opened by the support desk */
    public Opened open(LocalDate birthDate) {
        String ins = nextIns();
        Reply opened = server.api().post(server.tokens().support(), "/Patient/$open", patient(ins, birthDate));
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        return new Opened(opened.createdId(), ins);
    }

    /** @return an identity */
    public static Patient patient(String ins, LocalDate birthDate) {
        Patient patient = new Patient();
        patient.addIdentifier().setSystem(INS).setValue(ins);
        patient.addName().setFamily("MARTIN").addGiven("Camille");
        patient.setGender(AdministrativeGender.FEMALE);
        patient.setBirthDate(Date.valueOf(birthDate));
        return patient;
    }

    /** A professional declares that the patient consented. */
    public Opened authorised(Opened record, String token, String professional) {
        Reply made = server.api().post(token, "/Consent", consent(record, "acces-professionnel", Consent.ConsentProvisionType.PERMIT, professional));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return record;
    }

    /** @return a Consent about a professional, as API 6 has it */
    public static Consent consent(Opened record, String kind, Consent.ConsentProvisionType type, String professional) {
        Consent consent = new Consent();
        consent.setStatus(Consent.ConsentState.ACTIVE);
        consent.getScope().addCoding().setSystem(CONSENT_SCOPE).setCode("patient-privacy");
        consent.addCategory().addCoding().setSystem(Canonical.CONSENT_KIND).setCode(kind);
        consent.getPatient().setReference("Patient/" + record.id());
        consent.getPolicyRule().addCoding().setSystem(Canonical.BASE + "/CodeSystem/consent-policy").setCode("R1111-46");
        consent.getProvision().setType(type);
        Consent.provisionActorComponent actor = consent.getProvision().addActor();
        actor.getRole().addCoding().setSystem("http://terminology.hl7.org/CodeSystem/v3-ParticipationType").setCode("IRCP");
        actor.getReference().getIdentifier().setSystem("urn:oid:1.2.250.1.71.4.2.1").setValue(professional);
        return consent;
    }

    /**
     * Puts a record into a state, as one committed change of its policy row. The API has no operation for it yet: this stands in for the
     * lifecycle operations, and only for them.
     */
    public void inState(Opened record, RecordState state) {
        int changed = server.database().sql("update carnet.record_policy set policy = jsonb_set(policy, '{state}', to_jsonb(?::text)), version = version + 1 where patient_id = ?")
                .params(state.name(), record.id()).update();
        assertThat(changed).isEqualTo(1);
    }

    /** Says when and why a record was closed; stands in for the lifecycle operations like {@link #inState}. */
    public void closedOn(Opened record, LocalDate day, String motive, String reason) {
        int changed = server.database().sql("update carnet.record_policy set closed_on = ?, closing_motive = ?, closing_reason = ? where patient_id = ?")
                .params(day, motive, reason, record.id()).update();
        assertThat(changed).isEqualTo(1);
    }

    /** @return id of the RelatedPerson that the support desk added */
    public String parentOf(Opened child) {
        return delegate(server.tokens().support(), child, "MTH").createdId();
    }

    /** @return the answer to a delegation asked for */
    public Reply delegate(String token, Opened record, String relationship) {
        RelatedPerson person = new RelatedPerson();
        person.setActive(true);
        person.getPatient().setReference("Patient/" + record.id());
        person.addRelationship().addCoding().setSystem("https://mos.esante.gouv.fr/NOS/TRE_R216-HL7RoleCode/FHIR/TRE-R216-HL7RoleCode").setCode(relationship);
        return server.api().post(token, "/RelatedPerson", person);
    }
}
