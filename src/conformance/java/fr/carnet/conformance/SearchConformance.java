package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** TD3.1a and b by ITI-67. Each search is narrowed to the test's own document, so that the rest of the record changes nothing. */
@Tag("ITI-67")
@ExtendWith(TestedServerExtension.class)
class SearchConformance {

    private static final String DOCUMENTS = "DocumentReference";

    private final TestedServer server;
    private final Samples samples;

    SearchConformance(TestedServer server) {
        this.server = server;
        this.samples = new Samples(server.settings());
    }

    @Test
    @Tag("TD3.1a-01")
    void patientIsRequired() {
        server.get(Caller.AUTHOR, "/DocumentReference?status=current").refused(400);
        server.get(Caller.AUTHOR, "/DocumentReference").refused(400);
    }

    @Test
    @Tag("TD3.1a-02")
    void onePatient() {
        server.search(Caller.AUTHOR, DOCUMENTS, "patient.identifier", server.settings().otherPatient()).refused(400);
    }

    @Test
    @Tag("TD3.1a-03")
    void namingThePatient() {
        DocumentReference document = deposited();
        String patient = document.getSubject().getReference().replaceAll("^.*/", "");
        for (String[] named : new String[][] {{"patient.identifier", server.settings().patient()}, {"patient:identifier", server.settings().patient()}, {"patient", patient}}) {
            Answer answer = server.get(Caller.AUTHOR, "/DocumentReference?" + TestedServer.query(named[0], named[1], "identifier", identifier(document)));
            assertThat(answer.found()).as(named[0]).containsExactly(document.getIdPart());
        }
    }

    @Test
    @Tag("TD3.1a-04")
    void type() {
        narrows("type", List.of(Samples.CONSULTATION, Samples.LOINC + "|" + Samples.CONSULTATION, Samples.CONSULTATION + "," + Samples.ASSESSMENT),
                List.of(Samples.ASSESSMENT, Samples.LOINC + "|" + Samples.ASSESSMENT));
    }

    @Test
    @Tag("TD3.1a-05")
    void category() {
        narrows("category", List.of("10", Samples.CLASSES + "|10"), List.of("42", Samples.CLASSES + "|42"));
    }

    @Test
    @Tag("TD3.1a-06")
    void date() {
        narrows("date", List.of("2026-11-18", "ge2026-11-18", "le2026-11-18"), List.of("2026-11-17", "lt2026-11-18", "gt2026-11-18"));
        DocumentReference document = deposited();
        assertThat(server.search(Caller.AUTHOR, DOCUMENTS, "identifier", identifier(document), "date", "ge2026-11-17", "date", "le2026-11-19").found())
                .containsExactly(document.getIdPart());
    }

    @Test
    @Tag("TD3.1a-07")
    void status() {
        narrows("status", List.of("current", "current,superseded"), List.of("superseded"));
    }

    @Test
    @Tag("TD3.1a-08")
    void circumstances() {
        narrows("setting", List.of("AMBULATOIRE", Samples.SETTINGS + "|AMBULATOIRE"), List.of("ETABLISSEMENT"));
        narrows("facility", List.of("SA07", Samples.FACILITIES + "|SA07"), List.of("SA01"));
        narrows("format", List.of(Samples.FORMAT, Samples.FORMATS + "|" + Samples.FORMAT), List.of("urn:ihe:pcc:xds-ms:2007"));
    }

    @Test
    @Tag("TD3.1a-09")
    void labelEventAndCreation() {
        narrows("security-label", List.of("N"), List.of("R"));
        narrows("event", List.of(Samples.EVENT, Samples.LOINC + "|" + Samples.EVENT), List.of("34133-9"));
        narrows("creation", List.of("2026-11-18", "ge2026-11-18"), List.of("lt2026-11-18"));
    }

    @Test
    @Tag("TD3.1a-10")
    void period() {
        narrows("period", List.of("2026-11-18", "ge2026-11-18"), List.of("2026-11-16", "lt2026-11-17"));
    }

    @Test
    @Tag("TD3.1a-11")
    void byPost() {
        DocumentReference document = deposited();
        assertThat(server.postSearch(Caller.AUTHOR, DOCUMENTS, "identifier", identifier(document)).found()).containsExactly(document.getIdPart());
        server.send("POST", Caller.AUTHOR, "/DocumentReference/_search", "status=current", "Content-Type", "application/x-www-form-urlencoded").refused(400);
    }

    @Test
    @Tag("TD3.1a-12")
    void xml() {
        DocumentReference document = deposited();
        String search = "/DocumentReference?" + TestedServer.query("patient.identifier", server.settings().patient(), "identifier", identifier(document));
        Answer xml = server.get(Caller.AUTHOR, search, "Accept", TestedServer.XML).expect(200);
        assertThat(xml.text().stripLeading()).startsWith("<");
        assertThat(xml.header("Content-Type")).startsWith(TestedServer.XML);
        assertThat(xml.found()).isEqualTo(server.get(Caller.AUTHOR, search, "Accept", TestedServer.JSON).found()).containsExactly(document.getIdPart());
    }

    @Test
    @Tag("TD3.1a-13")
    void pages() {
        List<DocumentReference> three = List.of(deposited(), deposited(), deposited());
        List<String> seen = new ArrayList<>();
        for (Bundle page : server.pages(Caller.AUTHOR, DOCUMENTS, "identifier", anyOf(three), "_count", "1")) {
            assertThat(page.getTotal()).as("total").isEqualTo(3);
            assertThat(page.getEntry()).as("entries of a page").hasSizeLessThanOrEqualTo(1);
            seen.addAll(Answer.ids(page));
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(three.stream().map(DocumentReference::getIdPart).toList());
    }

    @Test
    @Tag("TD3.1a-14")
    void sorted() {
        DocumentReference early = samples.document();
        early.getDateElement().setValueAsString("2026-11-10T08:00:00+01:00");
        DocumentReference first = server.deposit(Caller.AUTHOR, early);
        DocumentReference second = deposited();
        String both = anyOf(List.of(first, second));
        assertThat(server.search(Caller.AUTHOR, DOCUMENTS, "identifier", both, "_sort", "date").found()).containsExactly(first.getIdPart(), second.getIdPart());
        assertThat(server.search(Caller.AUTHOR, DOCUMENTS, "identifier", both, "_sort", "-date").found()).containsExactly(second.getIdPart(), first.getIdPart());
    }

    @Test
    @Tag("TD3.1a-15")
    void counted() {
        String both = anyOf(List.of(deposited(), deposited()));
        Bundle count = server.search(Caller.AUTHOR, DOCUMENTS, "identifier", both, "_summary", "count").searchset();
        assertThat(count.getTotal()).isEqualTo(2);
        assertThat(count.getEntry()).isEmpty();
    }

    @Test
    @Tag("TD3.1a-16")
    void author() {
        narrows("author.family", List.of(Samples.FAMILY), List.of("INCONNU"));
        narrows("author.given", List.of(Samples.GIVEN), List.of("INCONNU"));
    }

    @Test
    @Tag("TD3.1a-17")
    void periodStartAndEnd() {
        narrows("period-start", List.of("2026-11-18", "ge2026-11-18"), List.of("lt2026-11-18"));
        narrows("period-end", List.of("2026-11-18", "le2026-11-18"), List.of("gt2026-11-18"));
    }

    @Test
    @Tag("TD3.1a-18")
    void related() {
        DocumentReference old = deposited();
        DocumentReference replacing = samples.document();
        replacing.addRelatesTo().setCode(DocumentRelationshipType.REPLACES).getTarget().setReference("DocumentReference/" + old.getIdPart());
        DocumentReference fresh = server.deposit(Caller.AUTHOR, replacing);
        assertThat(server.search(Caller.AUTHOR, DOCUMENTS, "relatesto", "DocumentReference/" + old.getIdPart()).found()).containsExactly(fresh.getIdPart());
        assertThat(server.search(Caller.AUTHOR, DOCUMENTS, "relatesto", "DocumentReference/" + fresh.getIdPart()).found()).isEmpty();
    }

    @Test
    @Tag("TD3.1b-01")
    void byIdentifier() {
        deposited();
        DocumentReference document = deposited();
        assertThat(server.search(Caller.AUTHOR, DOCUMENTS, "identifier", identifier(document)).found()).containsExactly(document.getIdPart());
        assertThat(server.search(Caller.AUTHOR, DOCUMENTS, "identifier", Samples.URI + "|" + identifier(document)).found()).containsExactly(document.getIdPart());
    }

    @Test
    @Tag("TD3.1b-02")
    void unknownIdentifier() {
        assertThat(server.search(Caller.AUTHOR, DOCUMENTS, "identifier", Samples.fresh()).found()).isEmpty();
    }

    private void narrows(String criterion, List<String> matching, List<String> others) {
        DocumentReference document = deposited();
        matching.forEach(value -> assertThat(found(document, criterion, value)).as("%s=%s", criterion, value).containsExactly(document.getIdPart()));
        others.forEach(value -> assertThat(found(document, criterion, value)).as("%s=%s", criterion, value).isEmpty());
    }

    private List<String> found(DocumentReference document, String criterion, String value) {
        return server.search(Caller.AUTHOR, DOCUMENTS, "identifier", identifier(document), criterion, value).found();
    }

    private DocumentReference deposited() {
        return server.deposit(Caller.AUTHOR, samples.document());
    }

    private static String identifier(DocumentReference document) {
        return document.getMasterIdentifier().getValue();
    }

    private static String anyOf(List<DocumentReference> documents) {
        return String.join(",", documents.stream().map(SearchConformance::identifier).toList());
    }
}
