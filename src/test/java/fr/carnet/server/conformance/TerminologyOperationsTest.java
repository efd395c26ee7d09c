package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.habilitation.HabilitationMatrix;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** FHIR terminology service: the operations know every list that the server publishes, for anybody. */
class TerminologyOperationsTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Catalogue CATALOGUE = SERVER.bean(Catalogue.class);
    private static final String A05 = "https://mos.esante.gouv.fr/NOS/TRE_A05-TypeDocComplementaire/FHIR/TRE-A05-TypeDocComplementaire";

    @Test
    @DisplayName("Every value set expands, by id and by url, to codes that are each once in it and valid in it; another code is not")
    void everyValueSet() {
        for (ValueSet set : CATALOGUE.all(ValueSet.class)) {
            List<ValueSetExpansionContainsComponent> codes = expand("/ValueSet/" + set.getIdPart() + "/$expand").getExpansion().getContains();
            assertThat(codes).as(set.getIdPart()).isNotEmpty();
            assertThat(new HashSet<>(codes.stream().map(code -> code.getSystem() + "|" + code.getCode()).toList())).as(set.getIdPart()).hasSameSizeAs(codes);
            assertThat(expand("/ValueSet/$expand?url=" + set.getUrl()).getExpansion().getTotal()).isEqualTo(codes.size());
            for (ValueSetExpansionContainsComponent code : List.of(codes.get(0), codes.get(codes.size() - 1))) {
                String asked = "/ValueSet/" + set.getIdPart() + "/$validate-code?system=" + encoded(code.getSystem());
                assertThat(result(asked + "&code=" + encoded(code.getCode()))).as(asked + code.getCode()).isTrue();
                assertThat(result(asked + "&code=" + encoded(code.getCode() + "-zut"))).as(asked).isFalse();
                assertThat(result("/ValueSet/" + set.getIdPart() + "/$validate-code?system=http://example.org/x&code=" + encoded(code.getCode()))).isFalse();
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/spec/value-sets.csv", numLinesToSkip = 1)
    @DisplayName("A value set has as many codes as its source")
    void sizes(String id, Integer codes) {
        int expected = codes == null ? concepts(CATALOGUE.find(CodeSystem.class, id).orElseThrow().getConcept()).size() : codes;
        assertThat(expand("/ValueSet/" + id + "/$expand").getExpansion().getTotal()).isEqualTo(expected);
    }

    @Test
    @DisplayName("Of this project's own lists every code has a French and an English name, and $lookup tells either")
    void namesInBothLanguages() {
        List<CodeSystem> own = CATALOGUE.all(CodeSystem.class).stream()
                .filter(system -> system.getUrl().startsWith(Canonical.BASE) && system.getContent() != CodeSystemContentMode.NOTPRESENT).toList();
        assertThat(own).hasSizeGreaterThan(8);
        for (CodeSystem system : own) {
            for (ConceptDefinitionComponent concept : concepts(system.getConcept())) {
                String asked = "/CodeSystem/$lookup?system=" + system.getUrl() + "&code=" + concept.getCode();
                String english = concept.getDesignation().stream().filter(name -> "en".equals(name.getLanguage())).map(name -> name.getValue()).findFirst()
                        .orElseThrow(() -> new AssertionError(system.getId() + " " + concept.getCode() + " has no English name"));
                assertThat(text(parameters(asked), "display")).isEqualTo(concept.getDisplay());
                assertThat(text(parameters(asked + "&displayLanguage=fr"), "display")).isEqualTo(concept.getDisplay());
                assertThat(text(parameters(asked + "&displayLanguage=en-GB"), "display")).isEqualTo(english);
            }
        }
    }

    @Test
    @DisplayName("$lookup tells name, version, names, definition and properties, or those asked for")
    void lookup() {
        String asked = "/CodeSystem/$lookup?system=" + Canonical.BASE + "/CodeSystem/prevention-item&code=MT_DENTS-6";
        Parameters all = parameters(asked);
        assertThat(text(all, "name")).isEqualTo("PreventionItem");
        assertThat(text(all, "version")).isEqualTo("0.1.0");
        assertThat(parts(all, "designation")).containsExactly("en M'T dents dental check at 6");
        assertThat(parts(all, "property")).containsExactly("age 6 y", "level RECOMMANDE");
        Parameters some = parameters(asked + "&property=level&property=designation");
        assertThat(parts(some, "property")).containsExactly("level RECOMMANDE");
        assertThat(parts(some, "designation")).hasSize(1);
        Parameters defined = parameters("/CodeSystem/$lookup?system=" + Canonical.CONSENT_KIND + "&code=blocage&property=definition");
        assertThat(parts(defined, "property")).singleElement().asString().startsWith("definition Professionnel");
        assertThat(parts(defined, "designation")).isEmpty();
    }

    @Test
    @DisplayName("$validate-code of a code system: the code, and the display when one is sent, in any of its languages, without regard to case and accents")
    void validateCode() {
        String asked = "/CodeSystem/$validate-code?url=" + Canonical.BASE + "/CodeSystem/professional-space&code=synthese";
        assertThat(result(asked)).isTrue();
        assertThat(result(asked + "&display=SYNTHESE")).isTrue();
        assertThat(result(asked + "&display=Summary")).isTrue();
        Parameters wrong = parameters(asked + "&display=Prescription");
        assertThat(wrong.getParameterBool("result")).isFalse();
        assertThat(text(wrong, "display")).isEqualTo("Synthèse");
        assertThat(text(wrong, "message")).contains("Prescription").contains("Synthèse");
        assertThat(text(parameters(asked + "&displayLanguage=en"), "display")).isEqualTo("Summary");
        assertThat(result("/CodeSystem/professional-space/$validate-code?code=imagerie")).isTrue();
        Parameters none = parameters("/CodeSystem/professional-space/$validate-code?code=zut");
        assertThat(none.getParameterBool("result")).isFalse();
        assertThat(text(none, "message")).isNotEqualTo(text(SERVER.api().get(null, "/CodeSystem/professional-space/$validate-code?code=zut", Map.of("Accept-Language", "en"))
                .as(Parameters.class), "message"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', value = {"depose|8", "DÉPOSÉ PAR LE PATIENT|6", "57833|1", "kinesitherapie|1", "nulle part|0"})
    @DisplayName("$expand finds by code and by name, without regard to case and accents")
    void filter(String words, int found) {
        ValueSet filtered = expand("/ValueSet/document-type/$expand?filter=" + encoded(words));
        assertThat(filtered.getExpansion().getTotal()).isEqualTo(found);
        assertThat(filtered.getExpansion().getContains()).hasSize(found);
    }

    @Test
    @DisplayName("$expand finds by other names, tells them when asked, and displays in the language asked for")
    void designations() {
        ValueSet english = expand("/ValueSet/holder-rubric/$expand?filter=prescriptions&includeDesignations=true&displayLanguage=en");
        assertThat(english.getExpansion().getContains()).singleElement().satisfies(code -> {
            assertThat(code.getDisplay()).isEqualTo("Prescriptions and care");
            assertThat(code.getDesignation()).singleElement().satisfies(name -> assertThat(name.getLanguage() + name.getValue()).isEqualTo("enPrescriptions and care"));
        });
        assertThat(expand("/ValueSet/holder-rubric/$expand?filter=prescriptions").getExpansion().getContainsFirstRep().getDisplay()).isEqualTo("Ordonnances et soins");
    }

    @Test
    @DisplayName("Pages of $expand are each code once, in one order, under one total")
    void pages() {
        List<String> all = codes(expand("/ValueSet/author-specialty/$expand"));
        List<String> paged = new ArrayList<>();
        for (int offset = 0; offset < all.size(); offset += 100) {
            ValueSet page = expand("/ValueSet/author-specialty/$expand?count=100&offset=" + offset);
            assertThat(page.getExpansion().getTotal()).isEqualTo(all.size());
            assertThat(page.getExpansion().getOffset()).isEqualTo(offset);
            paged.addAll(codes(page));
        }
        assertThat(paged).isEqualTo(all);
        assertThat(expand("/ValueSet/author-specialty/$expand?count=0").getExpansion().getContains()).isEmpty();
        assertThat(expand("/ValueSet/author-specialty/$expand?offset=1000").getExpansion().getContains()).isEmpty();
    }

    @Test
    @DisplayName("Every type of the matrix translates to its space and to its rubric, by id, by url and by target")
    void translate() {
        Set<String> types = SERVER.bean(HabilitationMatrix.class).types();
        for (String list : List.of("professional-space", "holder-rubric")) {
            ConceptMap map = CATALOGUE.find(ConceptMap.class, "document-type-to-" + list).orElseThrow();
            Set<String> translated = new HashSet<>();
            map.getGroup().forEach(group -> group.getElement().forEach(element -> {
                String code = "&system=" + encoded(group.getSource()) + "&code=" + encoded(element.getCode());
                String expected = element.getTargetFirstRep().getCode();
                for (String asked : List.of("/ConceptMap/" + map.getIdPart() + "/$translate?", "/ConceptMap/$translate?url=" + map.getUrl(),
                        "/ConceptMap/$translate?targetsystem=" + Canonical.BASE + "/CodeSystem/" + list, "/ConceptMap/$translate?target=" + Canonical.BASE + "/ValueSet/" + list)) {
                    Parameters answer = parameters((asked + code).replace("?&", "?"));
                    assertThat(answer.getParameterBool("result")).as(asked + code).isTrue();
                    assertThat(match(answer).getCode()).isEqualTo(expected);
                    assertThat(match(answer).getSystem()).isEqualTo(Canonical.BASE + "/CodeSystem/" + list);
                }
                translated.add(element.getCode());
            }));
            assertThat(translated).isEqualTo(types);
        }
    }

    @Test
    @DisplayName("A type that the maps do not know has no space, and the rubric of all others")
    void translateUnknown() {
        Parameters space = parameters("/ConceptMap/document-type-to-professional-space/$translate?system=http://loinc.org&code=99999-9");
        assertThat(space.getParameterBool("result")).isFalse();
        assertThat(text(space, "message")).contains("99999-9");
        Parameters rubric = parameters("/ConceptMap/document-type-to-holder-rubric/$translate?system=http://loinc.org&code=99999-9");
        assertThat(match(rubric).getCode()).isEqualTo("AUTR_DOC");
        assertThat(parameters("/ConceptMap/document-type-to-holder-rubric/$translate?system=http://example.org/x&code=11488-4").getParameterBool("result")).isFalse();
    }

    @Test
    @DisplayName("The same by POST: coding and codeableConcept too; one code that is in the set is enough")
    void byPost() {
        CodeableConcept concept = new CodeableConcept().addCoding(new Coding("http://example.org/x", "x", null)).addCoding(new Coding(Canonical.LOINC, "11488-4", null));
        Parameters inSet = body("url", new UriType(Canonical.BASE + "/ValueSet/document-type"));
        inSet.addParameter().setName("codeableConcept").setValue(concept);
        assertThat(post("/ValueSet/$validate-code", inSet).getParameterBool("result")).isTrue();
        concept.getCoding().remove(1);
        Parameters none = post("/ValueSet/document-type/$validate-code", body("codeableConcept", concept));
        assertThat(none.getParameterBool("result")).isFalse();
        assertThat(post("/ValueSet/document-type/$validate-code", body("coding", new Coding(A05, "SYNTH", null))).getParameterBool("result")).isTrue();
        assertThat(text(post("/CodeSystem/$lookup", body("coding", new Coding(A05, "SYNTH", null))), "display")).isEqualTo("Synthèse");
        assertThat(post("/CodeSystem/$validate-code", body("coding", new Coding(A05, "SYNTH", "Zut"))).getParameterBool("result")).isFalse();
        assertThat(match(post("/ConceptMap/document-type-to-professional-space/$translate", body("coding", new Coding(A05, "SYNTH", null)))).getCode()).isEqualTo("synthese");
        Reply expanded = SERVER.api().post(null, "/ValueSet/$expand", body("url", new UriType(Canonical.BASE + "/ValueSet/consent-kind")));
        assertThat(expanded.as(ValueSet.class).getExpansion().getTotal()).isEqualTo(6);
    }

    @Test
    @DisplayName("API 1: no token is asked for, and a bad one sent along is ignored")
    void withoutToken() {
        for (String token : new String[] {null, "zut", SERVER.tokens().support()}) {
            assertThat(SERVER.api().get(token, "/ValueSet/consent-kind/$expand").status()).isEqualTo(200);
            assertThat(SERVER.api().get(token, "/CodeSystem/consent-kind/$validate-code?code=finalite").status()).isEqualTo(200);
            assertThat(SERVER.api().post(token, "/CodeSystem/$lookup", body("coding", new Coding(A05, "SYNTH", null))).status()).isEqualTo(200);
            assertThat(SERVER.api().post(token, "/ConceptMap/document-type-to-professional-space/$translate", body("coding", new Coding(A05, "SYNTH", null))).status()).isEqualTo(200);
        }
    }

    private static Parameters body(String name, Type value) {
        Parameters body = new Parameters();
        body.addParameter().setName(name).setValue(value);
        return body;
    }

    private static Parameters post(String path, Parameters body) {
        Reply reply = SERVER.api().post(null, path, body);
        assertThat(reply.status()).as(path + reply.text()).isEqualTo(200);
        return reply.as(Parameters.class);
    }

    private static ValueSet expand(String path) {
        Reply reply = SERVER.api().get(null, path);
        assertThat(reply.status()).as(path + reply.text()).isEqualTo(200);
        return reply.as(ValueSet.class);
    }

    private static Parameters parameters(String path) {
        Reply reply = SERVER.api().get(null, path);
        assertThat(reply.status()).as(path + reply.text()).isEqualTo(200);
        return reply.as(Parameters.class);
    }

    private static boolean result(String path) {
        Parameters answer = parameters(path);
        assertThat(answer.getParameter("message") == null || !((BooleanType) answer.getParameter("result").getValue()).booleanValue()).as("a no says why").isTrue();
        return answer.getParameterBool("result");
    }

    private static List<String> codes(ValueSet set) {
        return set.getExpansion().getContains().stream().map(ValueSetExpansionContainsComponent::getCode).toList();
    }

    private static Coding match(Parameters answer) {
        return answer.getParameter("match").getPart().stream().filter(part -> "concept".equals(part.getName())).map(part -> (Coding) part.getValue()).findFirst().orElseThrow();
    }

    private static String text(Parameters answer, String name) {
        return Objects.requireNonNull(answer.getParameter(name), name).getValue().primitiveValue();
    }

    private static List<String> parts(Parameters answer, String name) {
        return answer.getParameter().stream().filter(parameter -> name.equals(parameter.getName())).map(ParametersParameterComponent::getPart)
                .map(parts -> parts.stream().map(part -> part.getValue().primitiveValue()).collect(Collectors.joining(" "))).toList();
    }

    private static List<ConceptDefinitionComponent> concepts(List<ConceptDefinitionComponent> level) {
        return level.stream().flatMap(concept -> Stream.concat(Stream.of(concept), concepts(concept.getConcept()).stream())).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
