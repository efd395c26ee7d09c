package fr.carnet.server.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import fr.carnet.server.support.Api;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** API 5 and 7: what breaks a definition is not stored, and $validate says beforehand what a write would say. */
class ValidateTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Api API = SERVER.api();
    private static final String ID = "810000004001";
    private static final String DOCTOR = SERVER.tokens().doctor(ID);
    private static final Records.Opened RECORD = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID);
    private static final String HOLDER = SERVER.tokens().holder(RECORD.id());

    static Stream<Arguments> documents() {
        return Stream.of(
                document("sound", document -> { }, ""),
                document("no status", document -> document.setStatus(null), "DocumentReference"),
                document("a date with a time and no zone", document -> document.getContext().getPeriod().getStartElement().setValueAsString("2026-11-18"), ""),
                document("no content", document -> document.setContent(null), "DocumentReference"),
                document("period that ends before it starts", document -> {
                    document.getContext().getPeriod().getStartElement().setValueAsString("2026-11-18");
                    document.getContext().getPeriod().getEndElement().setValueAsString("2026-11-17");
                }, "DocumentReference.context.period"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    @DisplayName("$validate gives the verdict of the write: same errors, same places; a write with errors stores nothing")
    void sameVerdict(String what, Consumer<DocumentReference> fault, String place) {
        DocumentReference document = Documents.simplified(RECORD, "11488-4");
        fault.accept(document);
        List<String> validated = errors(API.post(DOCTOR, "/DocumentReference/$validate?mode=create", document));
        int before = stored();
        Reply written = API.post(DOCTOR, "/DocumentReference", document);

        assertThat(written.status()).as(written.text()).isEqualTo(place.isEmpty() ? 201 : 422);
        // A write that breaks a definition is not asked further; $validate says all at once.
        assertThat(validated).containsAll(written.status() == 201 ? List.of() : errors(written));
        assertThat(validated.isEmpty()).isEqualTo(place.isEmpty());
        assertThat(validated).allMatch(error -> error.startsWith(place));
        assertThat(stored()).isEqualTo(place.isEmpty() ? before + 1 : before);
    }

    @Test
    @DisplayName("No file of the server's is looked at, whatever an attachment names: one that is there and one that is not get the same answer")
    void noFiles() throws IOException {
        Path there = Files.write(Files.createTempFile("carnet", ".txt"), new byte[] {1, 2, 3});
        List<List<String>> answers = new ArrayList<>();
        for (String file : List.of(there.toString(), there + ".not")) {
            DocumentReference document = Documents.simplified(RECORD, "11488-4");
            document.getContentFirstRep().getAttachment().setData(null).setUrl("file:" + file).setSize(2).setHash(new byte[20]);
            Reply told = API.post(DOCTOR, "/DocumentReference/$validate?mode=create", document);
            answers.add(told.as(OperationOutcome.class).getIssue().stream().map(issue -> issue.getSeverity() + " " + issue.getDetails().getText()).toList());
        }
        Files.delete(there);
        assertThat(answers.get(0)).isNotEmpty().isEqualTo(answers.get(1));
    }

    @Test
    @DisplayName("An error names the element, the rule and what to do, in French, and in English when asked for")
    void words() {
        Observation measure = EntrySamples.measure(RECORD.id(), "2345-7");
        measure.setStatus(null);
        OperationOutcomeIssueComponent french = first(API.post(HOLDER, "/Observation", measure));
        OperationOutcomeIssueComponent english = first(Call.post(HOLDER, "/Observation", measure).with("Accept-Language", "en").send());

        assertThat(french.getExpression().get(0).getValue()).startsWith("Observation");
        assertThat(french.getDiagnostics()).contains("rule ").contains("request ");
        assertThat(french.getDetails().getText()).startsWith("Un élément obligatoire manque ici.");
        assertThat(english.getDetails().getText()).startsWith("A required element is missing here.");
    }

    @Test
    @DisplayName("A transaction is validated entry by entry, and one faulty entry stores none")
    void transactions() {
        Bundle submission = Documents.submission(RECORD, "11488-4", "contenu".getBytes());
        ((DocumentReference) submission.getEntry().get(1).getResource()).getContext().getPeriod().getStartElement().setValueAsString("2026-11-18");
        ((DocumentReference) submission.getEntry().get(1).getResource()).getContext().getPeriod().getEndElement().setValueAsString("2026-11-17");
        int before = stored();
        Reply reply = API.post(DOCTOR, "", submission);

        assertThat(reply.status()).as(reply.text()).isEqualTo(422);
        assertThat(errors(reply)).isNotEmpty().allMatch(error -> error.startsWith("Bundle.entry[1].resource.context.period"));
        assertThat(errors(API.post(DOCTOR, "/Bundle/$validate", submission))).isEqualTo(errors(reply));
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    @DisplayName("That a transaction and its content were sound says nothing for the next ones: the same entry twice, a content of no type")
    void soundBefore() {
        for (int n = 0; n < 2; n++) {
            Reply sound = API.post(DOCTOR, "", Documents.submission(RECORD, "11488-4", "contenu".getBytes()));
            assertThat(sound.status()).as(sound.text()).isEqualTo(200);
        }
        Bundle twice = Documents.submission(RECORD, "11488-4", "contenu".getBytes());
        twice.getEntry().get(0).setFullUrl(twice.getEntry().get(1).getFullUrl());
        Bundle untyped = Documents.submission(RECORD, "11488-4", "contenu".getBytes());
        ((Binary) untyped.getEntry().get(2).getResource()).setContentType(null);
        int before = stored();
        for (int n = 0; n < 2; n++) {
            Reply refused = API.post(DOCTOR, "", twice);
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(errors(refused)).isNotEmpty().allMatch(error -> error.startsWith("Bundle") && !error.startsWith("Bundle.entry[1].resource"));
            refused = API.post(DOCTOR, "", untyped);
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(errors(refused)).isNotEmpty().allMatch(error -> error.startsWith("Bundle.entry[2].resource"));
        }
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    @DisplayName("S5 measures: BMI is computed, not written; as a resource it is valid")
    void bodyMassIndex() {
        Observation bmi = EntrySamples.measure(RECORD.id(), "39156-5");
        bmi.addCategory().addCoding().setSystem("http://terminology.hl7.org/CodeSystem/observation-category").setCode("vital-signs");
        bmi.setValue(new Quantity(22.5).setUnit("kg/m2").setSystem("http://unitsofmeasure.org").setCode("kg/m2"));

        assertThat(API.post(HOLDER, "/Observation", bmi).status()).isEqualTo(422);
        assertThat(errors(API.post(HOLDER, "/Observation/$validate?mode=create", bmi))).hasSize(1).allMatch(error -> error.endsWith("Bmi observation cannot be created."));
        assertThat(errors(API.post(HOLDER, "/Observation/$validate", bmi))).isEmpty();
    }

    @ParameterizedTest(name = "{0}|{1}: {2}")
    @CsvSource({
        "8, 180017500100104, key right, true", "8, 180017500100105, key wrong, false", "8, 18001750010013, 14 characters, false", "8, 1800175001001AA, letters, false",
        "8, 180012A00100161, Corsica 2A, true", "8, 180012B00100188, Corsica 2B, true", "8, 180012A00100162, Corsica 2A with a wrong key, false",
        "9, 180017500100105, NIA with a wrong key, false", "10, 123456789012345, test system, true", "11, 123456789012345, demo system, true"})
    @DisplayName("INS: 15 characters and a key in the production systems; the test and demo systems may carry the guides' examples")
    void nationalIdentifier(String system, String value, String what, boolean valid) {
        Patient patient = Records.patient(value, LocalDate.of(1980, 1, 15));
        patient.getIdentifierFirstRep().setSystem("urn:oid:1.2.250.1.213.1.4." + system);
        assertThat(errors(API.post(DOCTOR, "/Patient/$validate", patient)).isEmpty()).as(what).isEqualTo(valid);
    }

    @Test
    @DisplayName("Prefer: return=OperationOutcome answers a write with the warnings, and never with HAPI's own words")
    void warnings() {
        DocumentReference document = Documents.simplified(RECORD, "11488-4");
        Reply reply = Call.post(DOCTOR, "/DocumentReference", document).with("Prefer", "return=OperationOutcome").send();
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.as(OperationOutcome.class).getIssue()).noneMatch(issue -> issue.getSeverity() == IssueSeverity.ERROR);
        assertThat(reply.text()).doesNotContain(" ms").doesNotContain("Successfully").doesNotContain("HAPI");
        Bundle transaction = Call.post(DOCTOR, "", Documents.submission(RECORD, "11488-4", "autre".getBytes())).with("Prefer", "return=OperationOutcome").send().bundle();
        assertThat(transaction.getEntry()).hasSize(3).allMatch(entry -> entry.getResponse().getOutcome() instanceof OperationOutcome);
    }

    @Test
    @DisplayName("$validate takes the resource alone or in Parameters, of the type in the URL, from anybody with a token; it stores and resolves nothing")
    void manners() {
        DomainResource measure = EntrySamples.measure("00000000-0000-0000-0000-000000000000", "2345-7");
        Parameters wrapped = new Parameters();
        wrapped.addParameter().setName("resource").setResource(measure);
        wrapped.addParameter("mode", new CodeType("create"));
        int before = stored();
        assertThat(errors(API.post(DOCTOR, "/Observation/$validate", wrapped))).isEqualTo(errors(API.post(DOCTOR, "/Observation/$validate", measure))).isEmpty();
        assertThat(stored()).isEqualTo(before);
        assertThat(API.post(null, "/Observation/$validate", measure).status()).isEqualTo(401);
        assertThat(API.post(DOCTOR, "/Patient/$validate", measure).status()).isEqualTo(400);
        assertThat(API.post(DOCTOR, "/Observation/$validate?mode=wish", measure).status()).isEqualTo(400);
        assertThat(API.post(DOCTOR, "/Observation/$validate?profile=https://example.org/unknown", measure).status()).isEqualTo(400);
        assertThat(errors(API.post(DOCTOR, "/Observation/$validate?profile=http://hl7.org/fhir/StructureDefinition/bmi", measure))).isNotEmpty();
        assertThat(API.get(DOCTOR, "/Observation/$validate", Map.of()).status()).isEqualTo(405);
    }

    private static Arguments document(String what, Consumer<DocumentReference> fault, String place) {
        return arguments(what, fault, place);
    }

    private static OperationOutcomeIssueComponent first(Reply reply) {
        return reply.as(OperationOutcome.class).getIssueFirstRep();
    }

    /** Where and by which rule. */
    private static List<String> errors(Reply reply) {
        return reply.as(OperationOutcome.class).getIssue().stream().filter(issue -> issue.getSeverity() == IssueSeverity.ERROR)
                .map(issue -> (issue.hasExpression() ? issue.getExpression().get(0).getValue() : "") + " " + issue.getDiagnostics().replaceAll("; request .*", "")).toList();
    }

    private static int stored() {
        return SERVER.database().sql("select count(*) from hfj_resource where res_type in ('DocumentReference', 'Observation')").query(Integer.class).single();
    }
}
