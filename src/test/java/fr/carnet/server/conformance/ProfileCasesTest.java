package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.fge.jsonpatch.JsonPatchException;
import com.github.fge.jsonpatch.mergepatch.JsonMergePatch;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What each profile accepts and refuses, and that it accepts what the other tests send. */
class ProfileCasesTest {

    private static final ProjectProfiles PROFILES = new ProjectProfiles();
    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UCUM = "http://unitsofmeasure.org";
    private static final String TAASIP = "https://mos.esante.gouv.fr/NOS/TRE_R308-TAASIP/FHIR/TRE-R308-TAASIP";

    @ParameterizedTest(name = "{1}: {0}")
    @CsvFileSource(resources = "/spec/profile-cases.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
    @DisplayName("A sample with one change, accepted or refused by the rule that is named")
    void cases(String what, String profile, String sample, String change, String refused) throws IOException, JsonPatchException {
        JsonNode whole = JSON.readTree(Files.readString(Path.of("src/test/resources/spec/profile-samples.json"))).get(sample);
        JsonNode changed = JSON.treeToValue(JSON.readTree(change), JsonMergePatch.class).apply(whole);
        List<String> errors = PROFILES.errors((Resource) FHIR.newJsonParser().parseResource(changed.toString()), profile);
        if (refused == null) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors).isNotEmpty().anySatisfy(error -> assertThat(error).contains(refused));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "/spec/measure-cases.csv", numLinesToSkip = 1)
    @DisplayName("A measure has its unit and a value, or says why not; LOINC may come under its alias")
    void measures(String profile, String code, String unit, String wrong, String rule) {
        assertThat(PROFILES.selected("Observation", code)).isEqualTo(Set.of(profile));
        assertThat(PROFILES.errors(measure(code, unit), profile)).isEmpty();
        Observation alias = measure(code, unit);
        alias.getCode().getCodingFirstRep().setSystem(Canonical.TRE_A04_LOINC);
        assertThat(PROFILES.errors(alias, profile)).isEmpty();
        assertThat(PROFILES.errors(measure(code, wrong), profile)).singleElement().satisfies(error -> assertThat(error).contains(rule));
        Observation otherSystem = measure(code, unit);
        otherSystem.getValueQuantity().setSystem("http://example.org/units");
        assertThat(PROFILES.errors(otherSystem, profile)).singleElement().satisfies(error -> assertThat(error).contains(rule));
        Observation empty = measure(code, unit);
        empty.setValue(null);
        assertThat(PROFILES.errors(empty, profile)).singleElement().satisfies(error -> assertThat(error).contains("carnet-measure-2"));
        empty.setDataAbsentReason(new CodeableConcept(new Coding("http://terminology.hl7.org/CodeSystem/data-absent-reason", "not-performed", null)));
        assertThat(PROFILES.errors(empty, profile)).isEmpty();
        Observation undated = measure(code, unit);
        undated.setEffective(null);
        assertThat(PROFILES.errors(undated, profile)).singleElement().satisfies(error -> assertThat(error).contains("Observation.effective[x]"));
        assertThat(PROFILES.errors(measure("8478-0", unit), profile)).as("another code").isNotEmpty();
    }

    @TestFactory
    @DisplayName("What the other tests send, and this project's samples, pass")
    List<DynamicTest> samples() throws IOException {
        Records.Opened record = new Records.Opened("p", "280019912345641");
        List<Resource> sent = new ArrayList<>();
        EntrySamples.TYPES.forEach(type -> sent.add(EntrySamples.of(type, "p")));
        sent.add(EntrySamples.measure("p", "8867-4"));
        sent.add(EntrySamples.message("p"));
        sent.add(Documents.simplified(record, "11488-4", "MASQUE_PS", "INVISIBLE_PATIENT"));
        Documents.submission(record, "SYNTH", new byte[] {1}).getEntry().forEach(entry -> sent.add(entry.getResource()));
        sent.add(Records.patient("280019912345641", LocalDate.of(1980, 1, 15)));
        sent.add(Records.consent(record, "blocage", Consent.ConsentProvisionType.DENY, "810000000011"));
        for (String file : List.of("DocumentReference-example-iti105", "Consent-example-finalite", "Observation-example-glycemie")) {
            sent.add((Resource) FHIR.newJsonParser().parseResource(Files.readString(Path.of("ig", file + ".json"))));
        }
        return sent.stream().map(resource -> DynamicTest.dynamicTest(resource.fhirType() + " " + code(resource), () -> {
            Set<String> profiles = PROFILES.selected(resource.fhirType(), code(resource));
            assertThat(profiles).as("the selection knows " + resource.fhirType()).hasSize(1);
            assertThat(PROFILES.errors(resource, profiles.toArray(String[]::new))).isEmpty();
        })).toList();
    }

    private static String code(Resource resource) {
        if (resource instanceof DocumentReference document) {
            return document.getContentFirstRep().getAttachment().hasData() ? "simplified" : "";
        }
        CodeableConcept coded = resource instanceof Observation observation ? observation.getCode()
                : resource instanceof Consent consent ? consent.getCategoryFirstRep() : resource instanceof ListResource list ? list.getCode() : new CodeableConcept();
        return coded.hasCoding() ? coded.getCodingFirstRep().getCode() : "";
    }

    private static Observation measure(String code, String unit) {
        Observation measure = new Observation();
        measure.setStatus(Observation.ObservationStatus.FINAL).setSubject(new Reference("Patient/1")).setEffective(new DateTimeType("2026-11-18T10:00:00+01:00"));
        measure.getCode().addCoding().setSystem(code.startsWith("MED") ? TAASIP : Canonical.LOINC).setCode(code);
        measure.setValue(new Quantity(5).setUnit(unit).setSystem(UCUM).setCode(unit));
        return measure;
    }
}
