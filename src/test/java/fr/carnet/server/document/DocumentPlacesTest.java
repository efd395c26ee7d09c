package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.habilitation.HabilitationMatrix;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.hapi.DocumentPlaces;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The spaces of the professionals' view and the rubrics of the holder's: set by the server, found by search. */
class DocumentPlacesTest {

    private static final String OWN = "http://example.org/own";

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("A document of each of the matrix's types is found in the space and in the rubric that the published maps give it, and in no other")
    void everyTypeIsWhereTheMapsSay() throws IOException {
        Records.Opened record = server.records().adult();
        String insurer = server.tokens().insurer();
        Set<String> types = server.bean(HabilitationMatrix.class).types();
        types.forEach(type -> deposit(insurer, Documents.simplified(record, type)));
        String holder = server.tokens().holder(record.id());
        for (Map.Entry<String, String> view : Map.of("space", "professional-space", "rubric", "holder-rubric").entrySet()) {
            Map<String, Set<String>> expected = places("document-type-to-" + view.getValue());
            assertThat(expected.values().stream().flatMap(Set::stream)).as("every type of the matrix, once").containsExactlyInAnyOrderElementsOf(types);
            List<String> places = server.api().get(null, "/CodeSystem/" + view.getValue()).as(CodeSystem.class).getConcept().stream().map(CodeSystem.ConceptDefinitionComponent::getCode).toList();
            assertThat(expected.keySet()).as("no place is empty").containsExactlyInAnyOrderElementsOf(places);
            for (String place : places) {
                assertThat(found(holder, record, view.getKey() + "=" + place)).as(place).isEqualTo(expected.get(place));
            }
            assertThat(found(holder, record, view.getKey() + "=nulle-part")).isEmpty();
        }
    }

    @Test
    @DisplayName("What the holder or a representative deposits is in the Espace personnel, and in the rubric of its type; it stays there when others change it")
    void patientSide() {
        Records.Opened child = server.records().open(LocalDate.now().minusYears(8));
        String parent = server.tokens().representative(child.id(), server.records().parentOf(child));
        assertPlaces(deposit(parent, Documents.simplified(child, "11502-2")), DocumentPlaces.PERSONAL_SPACE, "BIOLOGIE");

        Records.Opened record = server.records().adult();
        String holder = server.tokens().holder(record.id());
        String id = deposit(holder, Documents.simplified(record, "11488-4")).getIdElement().getIdPart();
        assertThat(server.api().post(holder, "/Patient/" + record.id() + "/$mask-documents", "{\"resourceType\":\"Parameters\"}").status()).isEqualTo(200);
        DocumentReference masked = server.api().get(holder, "/DocumentReference/" + id).as(DocumentReference.class);
        assertThat(masked.getMeta().getVersionId()).isNotEqualTo("1");
        assertPlaces(masked, DocumentPlaces.PERSONAL_SPACE, "CPT_REND");
    }

    @Test
    @DisplayName("A professional's document that the holder changes stays where its type puts it")
    void changedByTheHolder() {
        Records.Opened record = server.records().adult();
        String holder = server.tokens().holder(record.id());
        String id = deposit(server.tokens().insurer(), Documents.simplified(record, "18748-4")).getIdElement().getIdPart();
        Reply changed = server.api().patch(holder, "/DocumentReference/" + id, "[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertPlaces(changed.as(DocumentReference.class), "imagerie", "RADIO_SC");
    }

    @Test
    @DisplayName("What a client says of space and rubric is overwritten; its own extensions come first, then isArchived, space and rubric")
    void overwritten() {
        DocumentReference document = Documents.simplified(server.records().adult(), "57833-6");
        document.addExtension(Canonical.HOLDER_RUBRIC, new CodeType("BIOLOGIE"));
        document.addExtension(Canonical.PROFESSIONAL_SPACE, new CodeType("analyses"));
        document.addExtension(OWN, new StringType("x"));
        document.addExtension(Canonical.PROFESSIONAL_SPACE, new CodeType("imagerie"));
        DocumentReference stored = deposit(server.tokens().insurer(), document);
        assertPlaces(stored, "traitement", "ORD_SOIN");
        assertThat(stored.getExtension().stream().map(Extension::getUrl)).containsExactly(OWN, Canonical.IS_ARCHIVED, Canonical.PROFESSIONAL_SPACE, Canonical.HOLDER_RUBRIC);
    }

    @Test
    @DisplayName("An unknown type, and two types at once, have no space and are in the holder's Autres documents")
    void unknownType() {
        Records.Opened record = server.records().adult();
        DocumentReference two = Documents.simplified(record, "11488-4");
        two.getType().addCoding().setSystem(Canonical.LOINC).setCode("18748-4");
        for (DocumentReference document : List.of(Documents.simplified(record, "99999-9"), two)) {
            DocumentReference stored = deposit(server.tokens().insurer(), document);
            assertThat(stored.hasExtension(Canonical.PROFESSIONAL_SPACE)).isFalse();
            assertThat(stored.getExtensionString(Canonical.HOLDER_RUBRIC)).isEqualTo("AUTR_DOC");
        }
    }

    private DocumentReference deposit(String token, DocumentReference document) {
        Reply reply = server.api().post(token, "/DocumentReference", document);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.as(DocumentReference.class);
    }

    private Set<String> found(String token, Records.Opened record, String filter) {
        return server.api().get(token, "/DocumentReference?patient=" + record.id() + "&_count=200&" + filter).bundle().getEntry().stream()
                .map(entry -> ((DocumentReference) entry.getResource()).getType().getCodingFirstRep().getCode()).collect(Collectors.toSet());
    }

    private static void assertPlaces(DocumentReference document, String space, String rubric) {
        assertThat(document.getExtensionString(Canonical.PROFESSIONAL_SPACE)).isEqualTo(space);
        assertThat(document.getExtensionString(Canonical.HOLDER_RUBRIC)).isEqualTo(rubric);
    }

    private static Map<String, Set<String>> places(String id) throws IOException {
        try (InputStream json = DocumentPlacesTest.class.getResourceAsStream("/terminology/ConceptMap-" + id + ".json")) {
            Map<String, Set<String>> places = new HashMap<>();
            FhirContext.forR4Cached().newJsonParser().parseResource(ConceptMap.class, json).getGroup().stream().flatMap(group -> group.getElement().stream())
                    .forEach(element -> places.merge(element.getTargetFirstRep().getCode(), Set.of(element.getCode()),
                            (a, b) -> Stream.concat(a.stream(), b.stream()).collect(Collectors.toSet())));
            return places;
        }
    }
}
