package fr.carnet.server.audittrail;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.audit.AuditRecord;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S8: what a line of the history says, and that it says it in valid R4. */
class AuditEventTest {

    private static final String DOCTOR = "810000000011";
    private static final String NURSE = "810000000044";
    private static final String REASON = "Patient inconscient amené aux urgences";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private final String nurse = server.tokens().professional(NURSE, "60", null, null);
    private Records.Opened record;
    private String holder;

    @BeforeEach
    void aRecord() {
        record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        holder = server.tokens().holder(record.id());
    }

    @Test
    @DisplayName("S8 every line, of every kind of caller and interaction, refusals included, is a valid R4 AuditEvent")
    void valid() {
        Records.Opened child = server.records().authorised(server.records().open(LocalDate.of(2020, 3, 1)), doctor, DOCTOR);
        String mother = server.tokens().representative(child.id(), server.records().parentOf(child));
        for (Records.Opened one : List.of(record, child)) {
            walk(one, List.of(doctor, nurse, server.tokens().professional("810000000015", "10", "SM25", null), server.tokens().structure("1990000018"), holder, mother,
                    server.tokens().smart(one.id(), "Patient/" + one.id(), "an-app"), server.tokens().insurer(), server.tokens().support()));
            server.bean(AuditTrail.class).append(TraceVerificationTest.full(one.id(), "with-everything"));
            server.bean(AuditTrail.class).append(byApp(one));
        }
        R4Validation validation = new R4Validation();
        Set<String> kinds = new TreeSet<>();
        Set<String> interactions = new TreeSet<>();
        Set<AuditEventOutcome> outcomes = new TreeSet<>();
        for (List<AuditEvent> history : List.of(history(holder, record), history(mother, child), history(doctor, record))) {
            assertThat(history).hasSizeGreaterThan(10);
            history.forEach(event -> {
                assertThat(validation.errors(event)).as(event.getIdElement().getValue()).isEmpty();
                kinds.add(event.getAgentFirstRep().getRoleFirstRep().getCodingFirstRep().getCode());
                interactions.add(event.getSubtypeFirstRep().getCode());
                outcomes.add(event.getOutcome());
            });
        }
        assertThat(kinds).containsExactlyInAnyOrder("app", "holder", "insurer", "professional", "representative", "structure", "support");
        assertThat(interactions).containsExactlyInAnyOrder("create", "operation", "patch", "read", "search-type", "transaction", "update");
        assertThat(outcomes).contains(AuditEventOutcome._0, AuditEventOutcome._4);
    }

    private void walk(Records.Opened one, List<String> tokens) {
        DocumentReference document = server.api().post(doctor, "/DocumentReference", Documents.simplified(one, "11488-4")).as(DocumentReference.class);
        String id = "/DocumentReference/" + document.getIdElement().getIdPart();
        for (String token : tokens) {
            server.api().get(token, "/DocumentReference?" + one.byIdentifier());
            server.api().get(token, "/DocumentReference?patient=" + one.id(), Map.of("Mode-Acces", "bris_de_glace"));
            server.api().get(token, "/Patient?identifier=" + Records.INS + "%7C" + one.ins());
            server.api().get(token, id);
            server.api().get(token, "/" + document.getContentFirstRep().getAttachment().getUrl());
            server.api().post(token, "/DocumentReference", Documents.simplified(one, "11488-4"));
            server.api().post(token, "/", Documents.submission(one, "11488-4", new byte[] {'a'}));
            server.api().patch(token, id, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"current\"}]");
            Consent block = Records.consent(one, "blocage", ConsentProvisionType.DENY, "810000000099");
            String made = server.api().post(token, "/Consent", block).createdId();
            block.setStatus(Consent.ConsentState.INACTIVE).setId(made);
            server.api().put(token, "/Consent/" + made, block);
            server.records().delegate(token, one, "MTH");
            server.api().post(token, "/Patient/$bris-de-glace", statement(one));
            server.api().get(token, "/AuditEvent/$verify?patient=" + one.id());
        }
    }

    @Test
    @DisplayName("S8 the written reason of a break-glass access stands on its opening and on each access of its session, with the mode; on no other line")
    void writtenReason() {
        String plain = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        Parameters wrong = statement(record);
        wrong.getParameter("family").setValue(new StringType("DUPONT"));
        server.api().post(nurse, "/Patient/$bris-de-glace", wrong);
        server.api().get(nurse, "/DocumentReference?" + record.byIdentifier(), Map.of("Mode-Acces", "bris_de_glace"));
        server.api().post(nurse, "/Patient/$bris-de-glace", statement(record));
        server.api().get(nurse, "/DocumentReference?" + record.byIdentifier(), Map.of("Mode-Acces", "bris_de_glace"));
        server.api().get(nurse, "/DocumentReference/" + plain, Map.of("Mode-Acces", "bris_de_glace"));
        server.api().get(nurse, "/DocumentReference?" + record.byIdentifier());

        List<CodeableConcept> uses = history(holder, record).subList(0, 6).stream().map(event -> event.getAgentFirstRep().getPurposeOfUseFirstRep()).toList();
        assertThat(uses.stream().map(use -> use.getCodingFirstRep().getCode())).as("newest first")
                .containsExactly("normal", "bris_de_glace", "bris_de_glace", "normal", "bris_de_glace", "normal");
        assertThat(uses.stream().map(CodeableConcept::getText)).containsExactly(null, REASON, REASON, REASON, null, null);
    }

    @Test
    @DisplayName("S8 a line names the patient acted for, the client, the purpose; and to the holder the rules that decided, by their codes")
    void onWhoseBehalf() {
        Records.Opened child = server.records().open(LocalDate.of(2020, 3, 1));
        String mother = server.tokens().representative(child.id(), server.records().parentOf(child));
        server.api().get(mother, "/DocumentReference?patient=" + child.id());
        AuditEvent hers = history(mother, child).get(0);
        assertThat(hers.getAgentFirstRep().getWho().getReference()).startsWith("RelatedPerson/");
        assertThat(onBehalfOf(hers)).containsExactly("Patient/" + child.id());
        assertThat(rules(hers)).isNotEmpty().allMatch(rule -> rule.matches("S[0-9.]+ [a-z-]+"));

        server.bean(AuditTrail.class).append(byApp(record));
        server.bean(AuditTrail.class).append(TraceVerificationTest.full(record.id(), "with-a-purpose"));
        List<AuditEvent> history = history(holder, record);
        assertThat(history.get(0).getAgentFirstRep().getPurposeOfUse()).extracting(use -> use.getCodingFirstRep().getSystem()).last()
                .isEqualTo(Canonical.BASE + "/CodeSystem/purpose");
        AuditEventAgentComponent app = history.get(1).getAgentFirstRep();
        assertThat(app.getPurposeOfUse().get(1).getCodingFirstRep().getCode()).isEqualTo("a-purpose");
        assertThat(app.getWho().getIdentifier().getValue()).isEqualTo("an-app");
        assertThat(onBehalfOf(history.get(1))).containsExactly("Patient/" + record.id());
        assertThat(history(doctor, record)).isNotEmpty().allSatisfy(event -> {
            assertThat(rules(event)).as("a professional is not told what decided").isEmpty();
            assertThat(onBehalfOf(event)).hasSizeLessThanOrEqualTo(1);
        });
    }

    /** As the gate would leave it for an app that gave a purpose. */
    private static AuditRecord byApp(Records.Opened one) {
        AuditDraft draft = new AuditDraft(TestClock.START, "by-app", "192.0.2.1");
        draft.caller(new Caller.App("an-app", one.id(), Optional.empty()));
        draft.asked("search-type", Optional.of("DocumentReference"), AccessMode.NORMAL);
        draft.patient(one.id());
        draft.purpose("a-purpose");
        return draft.finish(200);
    }

    private static List<String> onBehalfOf(AuditEvent event) {
        return event.getAgent().stream().filter(agent -> "datasubject".equals(agent.getType().getCodingFirstRep().getCode())).map(agent -> agent.getWho().getReference()).toList();
    }

    private static List<String> rules(AuditEvent event) {
        return event.getEntityFirstRep().getDetail().stream().map(detail -> detail.getValue().primitiveValue()).toList();
    }

    private static Parameters statement(Records.Opened one) {
        Parameters statement = new Parameters();
        statement.addParameter().setName("identifier").setValue(new Identifier().setSystem(Records.INS).setValue(one.ins()));
        statement.addParameter("family", "MARTIN").addParameter("given", "Camille").addParameter("birthDate", "1980-01-15").addParameter("reason", REASON);
        return statement.addParameter("immediateRisk", true).addParameter("unableToConsent", true);
    }

    private List<AuditEvent> history(String token, Records.Opened one) {
        return server.api().get(token, "/AuditEvent?patient=" + one.id() + "&_count=200").bundle().getEntry().stream().map(entry -> (AuditEvent) entry.getResource()).toList();
    }
}
