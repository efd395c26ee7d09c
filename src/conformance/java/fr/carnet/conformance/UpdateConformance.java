package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** TD3.3a to d: masked, unmasked, status, archived; in the three forms of patch. */
@Tag("TD3.3")
@ExtendWith(TestedServerExtension.class)
class UpdateConformance {

    private static final String SUPERSEDE = Samples.replace("/status", "\"superseded\"");

    private final TestedServer server;
    private final Samples samples;

    UpdateConformance(TestedServer server) {
        this.server = server;
        this.samples = new Samples(server.settings());
    }

    @Test
    @Tag("TD3.3a-01")
    void mask() {
        DocumentReference document = deposited();
        assertThat(labels(changed(document, TestedServer.JSON_PATCH, Samples.mask()))).contains("MASQUE_PS");
    }

    @Test
    @Tag("TD3.3a-02")
    void unmask() {
        DocumentReference document = deposited("MASQUE_PS");
        assertThat(labels(changed(document, TestedServer.JSON_PATCH, Samples.relabel(Samples.CONFIDENTIALITY, "N")))).isEqualTo("N");
        server.get(Caller.READER, path(document)).expect(200);
    }

    @Test
    @Tag("TD3.3a-03")
    void maskByFhirPath() {
        DocumentReference document = deposited("INVISIBLE_REPRESENTANTS_LEGAUX");
        assertThat(labels(changed(document, TestedServer.JSON, fhirPath("DocumentReference.securityLabel[1].coding[0].code", new CodeType("MASQUE_PS"))))).contains("MASQUE_PS");
    }

    @Test
    @Tag("TD3.3a-04")
    void maskByXml() {
        DocumentReference document = deposited("INVISIBLE_REPRESENTANTS_LEGAUX");
        String patch = Samples.xmlReplace("f:DocumentReference/f:securityLabel[2]/f:coding/f:code/@value", "MASQUE_PS");
        assertThat(labels(changed(document, "application/xml-patch+xml", patch))).contains("MASQUE_PS");
    }

    @Test
    @Tag("TD3.3b-01")
    void byThePatient() {
        DocumentReference document = deposited();
        server.patch(Caller.HOLDER, document.getIdPart(), TestedServer.JSON_PATCH, Samples.mask()).expect(200);
        server.get(Caller.READER, path(document)).expect(404);
        server.get(Caller.HOLDER, path(document)).expect(200);
        server.patch(Caller.HOLDER, document.getIdPart(), TestedServer.JSON_PATCH, Samples.relabel(Samples.CONFIDENTIALITY, "N")).expect(200);
        server.get(Caller.READER, path(document)).expect(200);
    }

    @Test
    @Tag("TD3.3c-01")
    void status() {
        assertThat(changed(deposited(), TestedServer.JSON_PATCH, SUPERSEDE).getStatus().toCode()).isEqualTo("superseded");
    }

    @Test
    @Tag("TD3.3c-02")
    void statusByFhirPath() {
        assertThat(changed(deposited(), TestedServer.JSON, fhirPath("DocumentReference.status", new CodeType("superseded"))).getStatus().toCode()).isEqualTo("superseded");
    }

    @Test
    @Tag("TD3.3c-03")
    void statusByXml() {
        String patch = Samples.xmlReplace("f:DocumentReference/f:status/@value", "superseded");
        assertThat(changed(deposited(), "application/xml-patch+xml", patch).getStatus().toCode()).isEqualTo("superseded");
    }

    @Test
    @Tag("TD3.3c-04")
    void deleted() {
        DocumentReference document = deposited();
        server.patch(Caller.AUTHOR, document.getIdPart(), TestedServer.JSON_PATCH, Samples.replace("/status", "\"entered-in-error\"")).expect(200);
        for (Caller caller : new Caller[] {Caller.AUTHOR, Caller.READER, Caller.HOLDER}) {
            server.get(caller, path(document)).refused(404);
            server.get(caller, Samples.content(document), "Accept", "text/plain").expect(404);
            assertThat(server.search(caller, "DocumentReference", "identifier", document.getMasterIdentifier().getValue()).found()).isEmpty();
        }
    }

    @Test
    @Tag("TD3.3d-01")
    void archive() {
        DocumentReference document = deposited();
        String identifier = document.getMasterIdentifier().getValue();
        assertThat(server.search(Caller.READER, "DocumentReference", "identifier", identifier).found()).containsExactly(document.getIdPart());
        assertThat(archived(changed(document, TestedServer.JSON_PATCH, Samples.replace("/extension/" + archiveFlag(document) + "/valueBoolean", "true")))).isTrue();
        assertThat(server.search(Caller.READER, "DocumentReference", "identifier", identifier).found()).isEmpty();
        assertThat(server.search(Caller.READER, "DocumentReference", "identifier", identifier, "isArchived", "true").found()).containsExactly(document.getIdPart());
    }

    @Test
    @Tag("TD3.3d-02")
    void archiveByFhirPath() {
        String path = "DocumentReference.extension.where(url='" + Samples.IS_ARCHIVED + "').value";
        assertThat(archived(changed(deposited(), TestedServer.JSON, fhirPath(path, new BooleanType(true))))).isTrue();
    }

    @Test
    @Tag("TD3.3d-03")
    void archiveByXml() {
        String patch = Samples.xmlReplace("f:DocumentReference/f:extension[@url='" + Samples.IS_ARCHIVED + "']/f:valueBoolean/@value", "true");
        assertThat(archived(changed(deposited(), "application/xml-patch+xml", patch))).isTrue();
    }

    @Test
    @Tag("TD3.3-01")
    void anotherElement() {
        unchanged(Caller.AUTHOR, deposited(), "[{\"op\":\"add\",\"path\":\"/description\",\"value\":\"autre\"}]", 405);
        unchanged(Caller.AUTHOR, deposited(), Samples.replace("/type/coding/0/code", "\"57833-6\""), 405);
    }

    @Test
    @Tag("TD3.3-02")
    void notTheAuthor() {
        unchanged(Caller.READER, deposited(), Samples.mask(), 403);
        unchanged(Caller.READER, deposited(), SUPERSEDE, 403);
    }

    @Test
    @Tag("TD3.3-03")
    void unknown() {
        server.patch(Caller.AUTHOR, UUID.randomUUID().toString(), TestedServer.JSON_PATCH, SUPERSEDE).refused(404);
    }

    @Test
    @Tag("TD3.3-04")
    void conditional() {
        DocumentReference document = deposited();
        server.patch(Caller.AUTHOR, "?" + TestedServer.query("identifier", Samples.URI + "|" + document.getMasterIdentifier().getValue()), TestedServer.JSON_PATCH, SUPERSEDE).expect(200);
        assertThat(read(document).getStatus().toCode()).isEqualTo("superseded");
    }

    @Test
    @Tag("TD3.3-05")
    void noMatch() {
        server.patch(Caller.AUTHOR, "?" + TestedServer.query("identifier", Samples.URI + "|" + Samples.fresh()), TestedServer.JSON_PATCH, SUPERSEDE).refused(404);
    }

    @Test
    @Tag("TD3.3-06")
    void noLabel() {
        unchanged(Caller.AUTHOR, deposited(), Samples.replace("/securityLabel", "[]"), 422);
        unchanged(Caller.AUTHOR, deposited(), "[{\"op\":\"remove\",\"path\":\"/securityLabel\"}]", 422);
    }

    @Test
    @Tag("TD3.3-07")
    void pathOfTheGuidesExamples() {
        unchanged(Caller.AUTHOR, deposited(), Samples.replace("/extension[url:'" + Samples.IS_ARCHIVED + "']/valueBoolean", "true"), 422);
    }

    /** @return the answer of an accepted patch, once a read has said the same */
    private DocumentReference changed(DocumentReference document, String contentType, String patch) {
        DocumentReference answered = server.patch(Caller.AUTHOR, document.getIdPart(), contentType, patch).expect(200).resource(DocumentReference.class);
        DocumentReference stored = read(document);
        assertThat(stored.getStatus()).isEqualTo(answered.getStatus());
        assertThat(labels(stored)).isEqualTo(labels(answered));
        return stored;
    }

    private void unchanged(Caller caller, DocumentReference document, String patch, Integer expected) {
        String before = server.get(Caller.AUTHOR, path(document)).expect(200).text();
        server.patch(caller, document.getIdPart(), TestedServer.JSON_PATCH, patch).refused(expected);
        assertThat(server.get(Caller.AUTHOR, path(document)).expect(200).text()).isEqualTo(before);
    }

    private DocumentReference deposited(String... labels) {
        return server.deposit(Caller.AUTHOR, samples.document(labels));
    }

    private DocumentReference read(DocumentReference document) {
        return server.get(Caller.AUTHOR, path(document)).expect(200).resource(DocumentReference.class);
    }

    private static int archiveFlag(DocumentReference document) {
        return document.getExtension().indexOf(document.getExtensionByUrl(Samples.IS_ARCHIVED));
    }

    private static boolean archived(DocumentReference document) {
        return ((BooleanType) document.getExtensionByUrl(Samples.IS_ARCHIVED).getValue()).booleanValue();
    }

    private static String labels(DocumentReference document) {
        return String.join(" ", document.getSecurityLabel().stream().map(label -> label.getCodingFirstRep().getCode()).toList());
    }

    private static String fhirPath(String path, Type value) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(Samples.fhirPathReplace(path, value));
    }

    private static String path(DocumentReference document) {
        return "/DocumentReference/" + document.getIdPart();
    }
}
