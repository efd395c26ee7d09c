package fr.carnet.server.entry;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.MesError;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Measures;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.TestServer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Errors of Mon espace santé's measures API: the same issue type, the same sentence, and our own words beside them. */
class MesErrorTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Records.Opened RECORD = SERVER.records().adult();
    private static final String APP = Apps.token(SERVER, Apps.METER, RECORD.id(), "patient/*.cruds");
    private static final Reply CONSENT = SERVER.api().post(SERVER.tokens().holder(RECORD.id()), "/Consent", Apps.consent(RECORD, "MESURES"));
    private static final String DAYS = "https://interop.esante.gouv.fr/ig/fhir/mesures/StructureDefinition/mesures-number-of-days";

    @ParameterizedTest(name = "{0}: {2}")
    @CsvFileSource(resources = "/spec/mes-errors.csv", numLinesToSkip = 1)
    @DisplayName("Each error is answered with its official type and sentence, in two languages with our words, and stores nothing")
    void officially(String code, String outcome, String request, String sentence) {
        assertThat(CONSENT.status()).isEqualTo(201);
        Map<String, Long> before = Rows.counted();
        Reply french = call(request).send();
        Reply english = call(request).with("Accept-Language", "en").send();
        for (Reply reply : new Reply[] {french, english}) {
            switch (code) {
                case "page-too-large" -> Refusals.assertWellFormed(reply, 400, "invalid-request");
                case "id-pe-not-authorized" -> Refusals.assertWellFormed(reply, 403, "refused");
                default -> Refusals.assertWellFormed(reply, 422, "business-rule");
            }
            assertThat(reply.as(OperationOutcome.class).getIssue()).as(reply.text()).anySatisfy(issue -> {
                assertThat(issue.getCode().toCode()).isEqualTo(outcome);
                assertThat(issue.getDetails().getCoding()).extracting(Coding::getCode).contains(code);
                assertThat(issue.getDiagnostics()).startsWith(sentence);
            });
        }
        assertThat(french.issueText()).isNotEqualTo(english.issueText());
        assertThat(Rows.counted()).isEqualTo(before);
    }

    @Test
    @DisplayName("CodeSystem mes-error holds the errors that the code knows, and no others")
    void codes() {
        assertThat(SERVER.api().get(null, "/CodeSystem/mes-error").as(CodeSystem.class).getConcept().stream().map(CodeSystem.ConceptDefinitionComponent::getCode))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(MesError.values()).map(MesError::code).toList());
    }

    @Test
    @DisplayName("A holder who enters glucose by hand without its context is warned, not refused")
    void holders() {
        Observation bare = EntrySamples.measure(RECORD.id(), "2345-7");
        bare.getExtension().clear();
        assertThat(SERVER.api().post(SERVER.tokens().holder(RECORD.id()), "/Observation", bare).status()).isEqualTo(201);
    }

    private static Call call(String request) {
        return (switch (request) {
            case "an entry of another type" -> transaction(bundle -> bundle.addEntry().setResource(EntrySamples.of("Condition", RECORD.id())).getRequest()
                    .setMethod(Bundle.HTTPVerb.POST).setUrl("Condition"));
            case "an entry by PUT" -> transaction(bundle -> bundle.getEntry().get(0).getRequest().setMethod(Bundle.HTTPVerb.PUT));
            case "an entry by GET" -> transaction(bundle -> bundle.getEntry().get(1).getRequest().setMethod(Bundle.HTTPVerb.GET));
            case "two devices" -> transaction(bundle -> bundle.addEntry(bundle.getEntry().get(1).copy().setFullUrl("urn:uuid:0a4ee9b1-7ed6-4ea1-8f15-0d6c0a8e0a03")));
            case "a device without condition" -> transaction(bundle -> bundle.getEntry().get(1).getRequest().setIfNoneExist(null));
            case "a condition by another parameter" -> transaction(bundle -> bundle.getEntry().get(1).getRequest().setIfNoneExist("status=active"));
            case "a device without the identifier asked for" -> transaction(bundle -> ((Device) bundle.getEntry().get(1).getResource()).getIdentifier().clear());
            case "a device alone" -> transaction(bundle -> bundle.getEntry().remove(0));
            case "two measures" -> transaction(bundle -> bundle.addEntry(bundle.getEntry().get(0).copy().setFullUrl("urn:uuid:0a4ee9b1-7ed6-4ea1-8f15-0d6c0a8e0a03")));
            case "a device that the measure does not name" -> transaction(bundle -> ((Observation) bundle.getEntry().get(0).getResource()).setDevice(null));
            case "a measure that names another device" -> transaction(bundle -> ((Observation) bundle.getEntry().get(0).getResource()).getDevice()
                    .setReference("urn:uuid:0a4ee9b1-7ed6-4ea1-8f15-0d6c0a8e0a09"));
            case "the source of another service" -> single("8867-4", measure -> measure.getMeta().setSource("urn:oid:1.2.250.1.999.2"));
            case "a source that only begins alike" -> single("8867-4", measure -> measure.getMeta().setSource("urn:oid:1.2.250.1.999.10"));
            case "the source of another service on a device" -> transaction(bundle -> bundle.getEntry().get(1).getResource().getMeta().setSource("urn:oid:1.2.250.1.999.2"));
            case "a measure without value" -> single("8867-4", measure -> measure.setValue(null));
            case "a body mass index" -> single("39156-5", measure -> { });
            case "2345-7 without moment" -> single("2345-7", measure -> measure.getExtension().clear());
            case "2345-7 with moment and days" -> single("2345-7", MesErrorTest::days);
            case "MED-969 with moment and days" -> single("MED-969", measure -> { moment(measure); days(measure); });
            case "MED-972 with moment and days" -> single("MED-972", measure -> { moment(measure); days(measure); });
            case "4548-4 with moment" -> single("4548-4", MesErrorTest::moment);
            case "4548-4 with days" -> single("4548-4", MesErrorTest::days);
            case "MED-969 with nothing" -> single("MED-969", measure -> { });
            case "MED-972 with nothing" -> single("MED-972", measure -> { });
            case "a page of 150" -> Call.get(APP, "/Observation?patient=" + RECORD.id() + "&_count=150");
            case "another idPe" -> Call.get(APP, "/Observation?subject.identifier=" + Apps.METER_OID + "%7Csomebody");
            default -> throw new IllegalArgumentException(request);
        }).with("Code-Finalite", "MESURES");
    }

    private static Call transaction(Consumer<Bundle> bent) {
        Bundle bundle = Measures.transaction(EntrySamples.measure(RECORD.id(), "2345-7"), Optional.of("lecteur-1"));
        bent.accept(bundle);
        return Call.post(APP, "/", bundle);
    }

    private static Call single(String code, Consumer<Observation> bent) {
        Observation measure = Measures.of(RECORD.id(), code, "50", "2026-11-18T10:00:00+01:00");
        bent.accept(measure);
        return Call.post(APP, "/Observation", measure);
    }

    private static void moment(Observation measure) {
        measure.addExtension(EntrySamples.MOMENT, new CodeableConcept(new Coding("http://loinc.org", "53049-3", null)));
    }

    private static void days(Observation measure) {
        measure.addExtension(DAYS, new CodeableConcept(new Coding("https://mos.esante.gouv.fr/NOS/TRE_R308-TAASIP/FHIR/TRE-R308-TAASIP", "GEN-275", null)));
    }
}
