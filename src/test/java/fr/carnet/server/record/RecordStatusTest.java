package fr.carnet.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.policy.RecordState;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PDSm4DMP TD0.2, ACCESS-RULES 4.3: a professional is told whether a record exists, how it stands and how his own access does; whose it is, only when he may use it. */
class RecordStatusTest {

    private static final String ID = "810000003015";
    private static final String DMP = "https://interop.esante.gouv.fr/ig/fhir/dmp/StructureDefinition/";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(ID);
    private final Records.Opened record = server.records().adult();
    private final String holder = server.tokens().holder(record.id());

    @Test
    @DisplayName("TD0.2 without authorisation: the identifier searched, active and the status; nothing of whose record it is")
    void unauthorised() {
        Reply reply = ask(record);
        Patient patient = found(reply);
        assertThat(patient.getIdElement().getIdPart()).isEqualTo(record.id());
        assertThat(patient.getIdentifier()).singleElement().satisfies(identifier -> assertThat(identifier.getValue()).isEqualTo(record.ins()));
        assertThat(patient.getActive()).isTrue();
        assertThat(patient.hasName() || patient.hasGender() || patient.hasBirthDate() || patient.hasMeta()).isFalse();
        assertThat(patient.getExtension()).extracting(Extension::getUrl).containsExactlyInAnyOrder(DMP + "dmp-rattachement-mes", DMP + "dmp-medecin-traitant", Canonical.ACCESS_STATUS);
        assertThat(flag(patient, "dmp-rattachement-mes")).isTrue();
        assertThat(flag(patient, "dmp-medecin-traitant")).isFalse();
        assertThat(status(patient)).isEqualTo("NON_EXISTE");
        assertThat(reply.text()).doesNotContain(Canonical.ACL).doesNotContain("MARTIN");
    }

    @Test
    @DisplayName("TD0.2 authorised: the identity too; VALIDE until the authorisation is over, then EXPIRE and no identity any more")
    void authorised() {
        server.records().authorised(record, doctor, ID);
        Patient patient = found(ask(record));
        assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("MARTIN");
        assertThat(status(patient)).isEqualTo("VALIDE");
        assertThat(ask(record).text()).doesNotContain(Canonical.ACL);
        try (TestClock.Moved moved = server.clock().moved(Duration.ofDays(367))) {
            Patient later = found(Call.get(server.tokens().doctor(ID), path(record)).send());
            assertThat(status(later)).isEqualTo("EXPIRE");
            assertThat(later.hasName()).isFalse();
        }
    }

    @Test
    @DisplayName("TD0.2 blocked: INTERDIT, and no identity")
    void blocked() {
        server.records().authorised(record, doctor, ID);
        choose("blocage", ConsentProvisionType.DENY);
        Patient patient = found(ask(record));
        assertThat(status(patient)).isEqualTo("INTERDIT");
        assertThat(patient.hasName()).isFalse();
    }

    @Test
    @DisplayName("TD0.2 médecin traitant: told that he is, with the identity")
    void attending() {
        choose("medecin-traitant", ConsentProvisionType.PERMIT);
        Patient patient = found(ask(record));
        assertThat(flag(patient, "dmp-medecin-traitant")).isTrue();
        assertThat(status(patient)).isEqualTo("VALIDE");
        assertThat(patient.hasName()).isTrue();
    }

    @Test
    @DisplayName("TD0.2 closed: not active, with day, motive and reason; not even an authorised professional is told the identity")
    void closed() {
        server.records().authorised(record, doctor, ID);
        server.records().inState(record, RecordState.CLOSED);
        Patient undated = found(ask(record));
        assertThat(undated.getActive()).isFalse();
        assertThat(undated.hasName()).isFalse();
        assertThat(flag(undated, "dmp-rattachement-mes")).isFalse();
        assertThat(undated.getExtensionByUrl(DMP + "dmp-fermeture")).isNull();
        server.records().closedOn(record, LocalDate.of(2026, 11, 1), "patient-demande", "À sa demande");
        Extension closure = found(ask(record)).getExtensionByUrl(DMP + "dmp-fermeture");
        assertThat(closure.getExtensionByUrl("dateFermeture").getValue().primitiveValue()).isEqualTo("2026-11-01");
        assertThat(((CodeableConcept) closure.getExtensionByUrl("motifFermeture").getValue()).getCodingFirstRep().getCode()).isEqualTo("patient-demande");
        assertThat(closure.getExtensionByUrl("raisonFermeture").getValue().primitiveValue()).isEqualTo("À sa demande");
        server.records().inState(record, RecordState.OPEN);
        assertThat(found(ask(record)).getExtensionByUrl(DMP + "dmp-fermeture")).as("opened again").isNull();
    }

    @ParameterizedTest
    @EnumSource(value = RecordState.class, names = {"NOTIFIED", "OPPOSED"})
    @DisplayName("TD0.2 not yet open, or opposed: not active")
    void notOpen(RecordState state) {
        server.records().inState(record, state);
        assertThat(found(ask(record)).getActive()).isFalse();
    }

    @Test
    @DisplayName("TD0.2 unknown or erased: 200 and nobody, alike")
    void unknown() {
        Reply none = ask(new Records.Opened("none", Records.nextIns()));
        assertThat(none.status()).isEqualTo(200);
        assertThat(none.bundle().getTotal()).isZero();
        server.records().inState(record, RecordState.ERASED);
        Reply erased = ask(record);
        assertThat(erased.status()).isEqualTo(200);
        assertThat(erased.bundle().getTotal()).isZero();
        assertThat(erased.bundle().getEntry()).isEmpty();
    }

    @Test
    @DisplayName("S2 an occupational physician may ask, to deposit; an unknown profession gets the constant refusal for known and unknown alike")
    void professions() {
        assertThat(status(found(Call.get(server.tokens().professional("810000003023", "10", "SM25", null), path(record)).send()))).isEqualTo("NON_EXISTE");
        String juggler = server.tokens().professional("810000003031", "ZZ", null, null);
        Refusals.assertWellFormed(Call.get(juggler, path(record)).send(), 403, "refused");
        Refusals.assertWellFormed(Call.get(juggler, path(new Records.Opened("none", Records.nextIns()))).send(), 403, "refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&_count=0", "&_summary=count", "&_offset=1"})
    @DisplayName("TD0.2 the total is exact on every page")
    void pages(String shape) {
        Reply reply = Call.get(doctor, path(record) + shape).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.bundle().getTotal()).isEqualTo(1);
        assertThat(reply.bundle().getEntry()).isEmpty();
    }

    @Test
    @DisplayName("TD0.2 in JSON and XML, by GET and by POST; what it opens is the status alone, by id the Patient stays hidden")
    void forms() {
        assertThat(status((Patient) Call.get(doctor, path(record)).with("Accept", "application/fhir+xml").send().bundle().getEntryFirstRep().getResource())).isEqualTo("NON_EXISTE");
        assertThat(status(found(Call.post(doctor, "/Patient/_search", "application/x-www-form-urlencoded", path(record).substring("/Patient?".length())).send()))).isEqualTo("NON_EXISTE");
        assertThat(Call.get(doctor, "/Patient/" + record.id()).send().status()).isEqualTo(404);
        Refusals.assertWellFormed(Call.get(doctor, "/Patient?_id=" + record.id()).send(), 403, "refused");
        Refusals.assertWellFormed(Call.get(doctor, path(record)).with("Mode-Acces", "bris_de_glace").send(), 403, "refused");
    }

    @Test
    @DisplayName("S8 the question is traced under its rule, and the holder sees it")
    void traced() {
        String requestId = ask(record).header("X-Request-Id");
        List<String> reasons = server.database().sql("select array_to_string(reasons, ',') from carnet.audit_event where request_id = ? and patient_id = ?")
                .params(requestId, record.id()).query(String.class).list();
        assertThat(reasons).containsExactly("S4.3 status");
        assertThat(Call.get(holder, "/AuditEvent?patient=" + record.id()).send().text()).contains(ID);
    }

    private void choose(String kind, ConsentProvisionType type) {
        Reply made = server.api().post(holder, "/Consent", Records.consent(record, kind, type, ID));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private Reply ask(Records.Opened target) {
        return Call.get(doctor, path(target)).send();
    }

    private static String path(Records.Opened target) {
        return "/Patient?identifier=" + Records.INS + "%7C" + target.ins();
    }

    private static Patient found(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.bundle().getTotal()).isEqualTo(1);
        return (Patient) reply.bundle().getEntryFirstRep().getResource();
    }

    private static String status(Patient patient) {
        return patient.getExtensionByUrl(Canonical.ACCESS_STATUS).getValue().primitiveValue();
    }

    private static boolean flag(Patient patient, String extension) {
        return ((BooleanType) patient.getExtensionByUrl(DMP + extension).getValue()).booleanValue();
    }
}
