package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.ListResource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Leaks 43 to 46: bytes, and what one resource says of another. */
class ContentLeakTest {

    private static final List<Twins> READERS = List.of(Twins.OF_A_NURSE, Twins.OF_A_HOLDER);

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("Leak 43: bytes are had through their document alone, and never by a page that a browser would run")
    void leak43_contentOfAHiddenDocument() {
        for (Twins reader : READERS) {
            for (String accept : List.of("text/plain", "*/*", "application/fhir+json", "application/fhir+xml", "image/png", "no media type")) {
                reader.asNone(404, document -> Call.get(reader.token(), "/Binary/" + document.content()).with("Accept", accept));
                reader.asNone(404, document -> Call.get(reader.token(), "/Binary/" + document.id()).with("Accept", accept));
            }
            reader.asNone(405, document -> Call.get(reader.token(), "/Binary/" + document.content() + "/_history/1"));
            reader.asNone(405, document -> Call.get(reader.token(), "/Binary?_id=" + document.content()));
            for (String path : List.of("/Bundle/%s", "/Bundle/%s?_format=xml")) {
                reader.asNone(404, document -> Call.get(reader.token(), path.formatted(document.content())));
                reader.asNone(404, document -> Call.get(reader.token(), path.formatted(document.id())));
            }
        }
        Records.Opened record = Twins.record();
        Twins.Document document = Twins.deposit(record, Twins.READABLE);
        Call fetch = Call.get(Twins.NURSE_TOKEN, "/Binary/" + document.content()).with("Accept", "text/plain");
        Reply bytes = fetch.send();
        assertThat(bytes.bytes()).containsExactly('a', 'b', 'c');
        assertThat(bytes.header("Content-Disposition")).startsWithIgnoringCase("attachment");
        assertThat(bytes.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(bytes.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(Call.patch(server.tokens().holder(record.id()), "/DocumentReference/" + document.id(), Twins.MASK).send().status()).isEqualTo(200);
        assertThat(fetch.send().status()).as("the address learnt before the mask").isEqualTo(404);
    }

    @Test
    @DisplayName("Leak 43: a FHIR document is had through its DocumentReference alone: masked, invisible, deleted and absent answer alike")
    void leak43_fhirDocumentOfAHiddenDocument() {
        Map<String, String> changes = Map.of("MASQUE_PS", Twins.MASK, "INVISIBLE_PATIENT", Twins.MASK.replace("MASQUE_PS", "INVISIBLE_PATIENT"), "deleted", Twins.DELETE);
        changes.forEach((what, change) -> {
            Records.Opened record = Twins.record();
            String token = "INVISIBLE_PATIENT".equals(what) ? server.tokens().holder(record.id()) : Twins.NURSE_TOKEN;
            Bundle stored = Call.post(Twins.AUTHOR_TOKEN, "/", Documents.submission(record, Twins.READABLE, Documents.fhirDocument(record), "application/fhir+json")).send().bundle();
            Call fetch = Call.get(token, "/" + stored.getEntry().get(2).getResponse().getLocation());
            Reply seen = fetch.send();
            assertThat(seen.status()).as(what).isEqualTo(200);
            assertThat(seen.header("Content-Disposition")).isEqualTo("attachment");
            assertThat(seen.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(seen.header("Cache-Control")).isEqualTo("private, no-store");
            String document = "/" + stored.getEntry().get(1).getResponse().getLocation().replaceAll("/_history.*", "");
            assertThat(Call.patch(Twins.AUTHOR_TOKEN, document, change).send().status()).isEqualTo(200);
            Seen hidden = Seen.of(fetch.send());
            assertThat(hidden.status()).as(what).isEqualTo(404);
            assertThat(hidden).isEqualTo(Seen.of(Call.get(token, "/Bundle/" + UUID.randomUUID()).send()));
        });
    }

    @Test
    @DisplayName("Leak 44: the same bytes twice are two contents, each under its own document; HAPI's own way to bytes is not there")
    void leak44_sameBytes() {
        Records.Opened record = Twins.record();
        Twins.Document masked = Twins.deposit(record, Twins.READABLE, "MASQUE_PS");
        Twins.Document open = Twins.deposit(record, Twins.READABLE);
        assertThat(open.content()).isNotEqualTo(masked.content());
        assertThat(Call.get(Twins.NURSE_TOKEN, "/Binary/" + open.content()).send().status()).isEqualTo(200);
        assertThat(Call.get(Twins.NURSE_TOKEN, "/Binary/" + masked.content()).send().status()).isEqualTo(404);
        String known = "/DocumentReference/" + open.id() + "/$binary-access-read?path=DocumentReference.content.attachment";
        Seen refused = Seen.of(Call.get(Twins.NURSE_TOKEN, known).send());
        assertThat(refused.status()).isEqualTo(405);
        assertThat(Seen.of(Call.get(Twins.NURSE_TOKEN, known.replace(open.id(), masked.id())).send())).isEqualTo(refused);
        assertThat(Seen.of(Call.get(Twins.NURSE_TOKEN, known.replace(open.id(), UUID.randomUUID().toString())).send())).isEqualTo(refused);
        assertThat(server.database().sql("select count(*) from hfj_binary_storage_blob").query(Long.class).single()).isZero();
    }

    @Test
    @DisplayName("Leak 45: what is visible does not name what was masked or deleted since: replaced documents, related ones, Lists")
    void leak45_referencesInsideWhatIsVisible() {
        for (Twins reader : READERS) {
            Records.Opened record = Twins.record();
            String token = reader == Twins.OF_A_NURSE ? Twins.NURSE_TOKEN : server.tokens().holder(record.id());
            String label = reader == Twins.OF_A_NURSE ? "MASQUE_PS" : "INVISIBLE_PATIENT";
            Twins.Document labelled = Twins.deposit(record, Twins.READABLE);
            Twins.Document deleted = Twins.deposit(record, Twins.READABLE);
            Twins.Document kept = Twins.deposit(record, Twins.READABLE);
            DocumentReference naming = Documents.simplified(record, Twins.READABLE);
            naming.addRelatesTo().setCode(DocumentRelationshipType.REPLACES).getTarget().setReference("DocumentReference/" + labelled.id());
            naming.addRelatesTo().setCode(DocumentRelationshipType.APPENDS).getTarget().setReference("DocumentReference/" + kept.id());
            naming.getContext().addRelated().setReference("DocumentReference/" + deleted.id());
            Twins.Document visible = Twins.deposit(record, naming);
            String path = "/DocumentReference/" + visible.id();
            assertThat(Call.get(token, path).send().text()).contains(labelled.id(), deleted.id(), kept.id());
            assertThat(Call.patch(Twins.AUTHOR_TOKEN, "/DocumentReference/" + labelled.id(), Twins.MASK.replace("MASQUE_PS", label)).send().status()).isEqualTo(200);
            assertThat(Call.patch(Twins.AUTHOR_TOKEN, "/DocumentReference/" + deleted.id(), Twins.DELETE).send().status()).isEqualTo(200);
            String search = "?patient=" + record.id();
            for (String seen : List.of(path, path + "?_format=xml", "/DocumentReference" + search, "/DocumentReference" + search + "&_elements=relatesTo,context",
                    "/List" + search)) {
                Reply reply = Call.get(token, seen).send();
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.text()).as(seen).doesNotContain(labelled.id()).doesNotContain(deleted.id()).doesNotContain(labelled.list());
            }
            assertThat(Call.get(token, path).send().as(DocumentReference.class).getRelatesTo()).singleElement()
                    .satisfies(relation -> assertThat(relation.getTarget().getReference()).isEqualTo("DocumentReference/" + kept.id()));
            assertThat(Call.get(Twins.AUTHOR_TOKEN, path).send().text()).as("its author still sees what he masked").contains(labelled.id()).doesNotContain(deleted.id());
        }
    }

    @Test
    @DisplayName("Leak 46: nothing is smuggled in: no document Bundle about somebody else, no acl of one's own, in a resource or in what it contains")
    void leak46_containedResourcesAndDocumentBundles() {
        Records.Opened record = Twins.record();
        DocumentReference forged = Documents.simplified(record, Twins.READABLE, "MASQUE_PS");
        DocumentReference inside = new DocumentReference().setStatus(DocumentReferenceStatus.CURRENT);
        inside.setId("dedans");
        inside.addContent().getAttachment().setTitle("dedans");
        forged.addContained(inside).addContained(new ListResource().setStatus(ListResource.ListStatus.CURRENT).setMode(ListResource.ListMode.WORKING).setId("liste"));
        List.of((DomainResource) forged, inside).forEach(resource -> List.of("h", "ps.11488-4", "au.urn:oid:1.2.250.1.71.4.2.1." + Twins.NURSE)
                .forEach(token -> resource.addExtension(Canonical.ACL, new Coding().setSystem(Canonical.ACL_SYSTEM).setCode(token))));
        Reply created = Call.post(Twins.AUTHOR_TOKEN, "/DocumentReference", forged).send();
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.text()).doesNotContain("ps.11488-4");
        assertThat(Call.get(Twins.NURSE_TOKEN, "/DocumentReference/" + created.createdId()).send().status()).isEqualTo(404);
        Map<String, Long> before = Rows.counted();
        Bundle document = new Bundle().setType(Bundle.BundleType.DOCUMENT);
        Composition composition = new Composition();
        composition.getSubject().setReference("Patient/" + Twins.OF_A_NURSE.secretive().id());
        composition.addSection().addEntry().setReference("DocumentReference/" + Twins.OF_A_NURSE.hidden().get(0).id());
        document.addEntry().setFullUrl("urn:uuid:" + UUID.randomUUID()).setResource(composition);
        Bundle submission = Documents.submission(record, Twins.READABLE, "x".getBytes(StandardCharsets.UTF_8));
        submission.addEntry().setFullUrl("urn:uuid:" + UUID.randomUUID()).setResource(document).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("Bundle");
        Seen hidden = Seen.of(Call.post(Twins.AUTHOR_TOKEN, "/", submission).send());
        composition.getSectionFirstRep().getEntryFirstRep().setReference("DocumentReference/" + UUID.randomUUID());
        assertThat(Seen.of(Call.post(Twins.AUTHOR_TOKEN, "/", submission).send())).isEqualTo(hidden);
        assertThat(hidden.status()).isBetween(400, 499);
        submission.getEntry().get(2).setResource(document).getRequest().setUrl("Bundle");
        submission.getEntry().remove(3);
        ((DocumentReference) submission.getEntry().get(1).getResource()).getContentFirstRep().getAttachment().setContentType("application/fhir+json");
        Seen another = Seen.of(Call.post(Twins.AUTHOR_TOKEN, "/", submission).send());
        assertThat(another.status()).isEqualTo(400);
        composition.getSubject().setReference("Patient/" + UUID.randomUUID());
        assertThat(Seen.of(Call.post(Twins.AUTHOR_TOKEN, "/", submission).send())).isEqualTo(another);
        assertThat(Call.post(Twins.AUTHOR_TOKEN, "/Bundle", document).send().status()).isBetween(400, 499);
        assertThat(Rows.counted()).isEqualTo(before);
    }
}
