package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Leaks 33, 34 and 36 to 41: writes that would tell by their refusal, or by their answer, what is stored. */
class WriteLeakTest {

    private static final List<Twins> READERS = List.of(Twins.OF_A_NURSE, Twins.OF_A_HOLDER);
    private static final List<String> PREFERENCES = List.of("return=representation", "return=minimal", "return=OperationOutcome");

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("Leak 33: an identifier that somebody else's hidden document bears is free, and no unique index tells otherwise")
    void leak33_uniqueConstraints() {
        for (Twins reader : READERS) {
            for (Twins.Document document : reader.hidden()) {
                DocumentReference same = Documents.simplified(reader.secretive(), "11506-3");
                same.getMasterIdentifier().setValue(document.identifier());
                Reply taken = Call.post(reader.token(), "/DocumentReference", same).send();
                assertThat(taken.status()).as(taken.text()).isEqualTo(201);
                assertThat(Call.patch(reader.token(), "/DocumentReference/" + taken.createdId(), Twins.DELETE).send().status()).isEqualTo(200);
            }
        }
        for (String table : List.of("hfj_res_search_url", "hfj_idx_cmp_string_uniq")) {
            assertThat(server.database().sql("select count(*) from " + table).query(Long.class).single()).as(table).isZero();
        }
    }

    @Test
    @DisplayName("Leak 34: nothing remembers where a conditional request led: the next one is judged anew")
    void leak34_rememberedMatches() {
        Twins.Document document = Twins.deposit(Twins.record(), Twins.READABLE);
        String conditional = "/DocumentReference?identifier=" + document.identifier();
        for (int i = 0; i < 2; i++) {
            assertThat(Call.patch(Twins.AUTHOR_TOKEN, conditional, Twins.MASK).send().status()).isEqualTo(200);
        }
        assertThat(Call.patch(Twins.AUTHOR_TOKEN, conditional, Twins.DELETE).send().status()).isEqualTo(200);
        Seen none = Seen.of(Call.patch(Twins.AUTHOR_TOKEN, "/DocumentReference?identifier=urn:uuid:" + UUID.randomUUID(), Twins.MASK).send());
        assertThat(Seen.of(Call.patch(Twins.AUTHOR_TOKEN, conditional, Twins.MASK).send())).isEqualTo(none);
        assertThat(none.status()).isEqualTo(404);
        assertThat(server.bean(JpaStorageSettings.class).isMatchUrlCacheEnabled()).isFalse();
        assertThat(server.bean(JpaStorageSettings.class).isMassIngestionMode()).isFalse();
    }

    @Test
    @DisplayName("Leak 36: a reference to something hidden, deleted or foreign is refused like one to nothing, wherever it stands")
    void leak36_literalReferences() {
        Map<String, Long> before = Rows.counted();
        for (Twins reader : READERS) {
            for (String target : List.of("DocumentReference/%s", "DocumentReference/%s/_history/1", "List/%s", "Binary/%s")) {
                reader.asNone(422, document -> {
                    DocumentReference naming = Documents.simplified(reader.secretive(), Twins.READABLE);
                    naming.addRelatesTo().setCode(DocumentRelationshipType.APPENDS).getTarget().setReference(id(target, document));
                    return Call.post(reader.token(), "/DocumentReference", naming);
                });
                reader.asNone(422, document -> {
                    DocumentReference naming = Documents.simplified(reader.secretive(), Twins.READABLE);
                    naming.getContext().addRelated().setReference(id(target, document));
                    return Call.post(reader.token(), "/DocumentReference", naming);
                });
            }
            DocumentReference unwatched = Documents.simplified(reader.secretive(), Twins.READABLE);
            unwatched.getContext().addEncounter().setReference("DocumentReference/" + reader.visible().id());
            assertThat(Call.post(reader.token(), "/DocumentReference", unwatched).send().status()).as("where nothing watches the target").isEqualTo(422);
        }
        assertThat(Rows.counted()).isEqualTo(before);
    }

    @Test
    @DisplayName("Leak 37: a reference to nothing makes no placeholder")
    void leak37_placeholders() {
        Map<String, Long> before = Rows.counted();
        for (String target : List.of("Practitioner/" + UUID.randomUUID(), "Organization/x", "Encounter/" + UUID.randomUUID(), "DocumentReference/" + UUID.randomUUID())) {
            DocumentReference naming = Documents.simplified(Twins.OF_A_NURSE.secretive(), Twins.READABLE);
            naming.addAuthor().setReference(target);
            Refusals.assertWellFormed(Call.post(Twins.NURSE_TOKEN, "/DocumentReference", naming).send(), 422, "business-rule");
        }
        assertThat(Rows.counted()).isEqualTo(before);
        assertThat(server.bean(JpaStorageSettings.class).isAutoCreatePlaceholderReferenceTargets()).isFalse();
    }

    @Test
    @DisplayName("Leak 38: PUT over something hidden is PUT over nothing, whatever version it claims; clients choose no ids")
    void leak38_updateOfSomethingHidden() {
        for (Twins reader : READERS) {
            reader.asNone(405, document -> put(reader.token(), "DocumentReference", document.id(), Documents.simplified(reader.secretive(), Twins.READABLE)));
            reader.asNone(405, document -> put(reader.token(), "DocumentReference", document.id(), Documents.simplified(reader.secretive(), Twins.READABLE)).with("If-Match",
                    "W/\"1\""));
        }
        String authors = server.api().get(Twins.AUTHOR_TOKEN, "/Consent?patient=" + Twins.OF_A_NURSE.secretive().id()).ids().get(0);
        Consent consent = server.api().get(Twins.AUTHOR_TOKEN, "/Consent/" + authors).as(Consent.class).setStatus(Consent.ConsentState.INACTIVE);
        for (String version : List.of("W/\"1\"", "W/\"7\"")) {
            Seen none = Seen.of(put(Twins.NURSE_TOKEN, "Consent", UUID.randomUUID().toString(), consent.copy()).with("If-Match", version).send());
            assertThat(none.status()).isEqualTo(404);
            assertThat(Seen.of(put(Twins.NURSE_TOKEN, "Consent", authors, consent.copy()).with("If-Match", version).send())).isEqualTo(none);
        }
        assertThat(server.api().get(Twins.AUTHOR_TOKEN, "/Consent/" + authors).as(Consent.class).getStatus()).isEqualTo(Consent.ConsentState.ACTIVE);
        assertThat(server.bean(JpaStorageSettings.class).getResourceClientIdStrategy()).isEqualTo(JpaStorageSettings.ClientIdStrategyEnum.NOT_ALLOWED);
    }

    @Test
    @DisplayName("Leak 39: a patch tests no value of something hidden, and its errors tell nothing")
    void leak39_patchesThatTest() {
        List<String> patches = List.of("[{\"op\":\"test\",\"path\":\"/status\",\"value\":\"current\"}]", "[{\"op\":\"test\",\"path\":\"/status\",\"value\":\"superseded\"}]",
                "[{\"op\":\"test\",\"path\":\"/type/coding/0/code\",\"value\":\"11488-4\"}]", "[{\"op\":\"remove\",\"path\":\"/securityLabel/1\"}]",
                "[{\"op\":\"copy\",\"from\":\"/content/0/attachment/url\",\"path\":\"/description\"}]", "[{\"op\":\"replace\",\"path\":\"/nothing/here\",\"value\":1}]",
                        "not a patch", Twins.MASK);
        for (Twins reader : READERS) {
            for (String patch : patches) {
                reader.asNone(404, document -> Call.patch(reader.token(), "/DocumentReference/" + document.id(), patch));
                reader.asNone(404, document -> Call.patch(reader.token(), "/DocumentReference/" + document.id(), patch).with("If-Match", "W/\"2\""));
            }
            reader.asNone(404, document -> Call.patch(reader.token(), "/DocumentReference/" + document.id(), "application/fhir+json",
                    "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":[{\"name\":\"type\",\"valueCode\":\"delete\"},"
                            + "{\"name\":\"path\",\"valueString\":\"DocumentReference.securityLabel[1]\"}]}]}"));
            reader.asNone(404, document -> Call.patch(reader.token(), "/DocumentReference/" + document.id(), "application/xml-patch+xml",
                    "<diff><remove sel=\"DocumentReference/status\"/></diff>"));
        }
    }

    @Test
    @DisplayName("Leak 40: DELETE names no resource that stands in its way, for it is refused before anything is looked up")
    void leak40_deleteConflicts() {
        for (Twins reader : READERS) {
            Seen visible = Seen.of(Call.bare("DELETE", reader.token(), "/DocumentReference/" + reader.visible().id()).send());
            reader.asNone(405, document -> Call.bare("DELETE", reader.token(), "/DocumentReference/" + document.id()));
            reader.asNone(405, document -> Call.bare("DELETE", reader.token(), "/List/" + document.list()));
            reader.asNone(405, document -> Call.bare("DELETE", reader.token(), "/Binary/" + document.content()));
            assertThat(Seen.of(Call.bare("DELETE", reader.token(), "/DocumentReference/" + reader.hidden().get(0).id()).send())).isEqualTo(visible);
            assertThat(Seen.of(Call.bare("DELETE", reader.token(), "/Patient/" + reader.secretive().id()).send())).isEqualTo(visible);
            assertThat(Call.get(reader.token(), "/DocumentReference/" + reader.visible().id()).send().status()).isEqualTo(200);
        }
        assertThat(server.bean(JpaStorageSettings.class).isDeleteEnabled()).isFalse();
    }

    @Test
    @DisplayName("Leak 41: a write's answer shows no body, version or address of what its caller may not read, whatever he prefers")
    void leak41_answersOfWrites() {
        for (Twins reader : READERS) {
            for (String prefer : PREFERENCES) {
                reader.asNone(404, document -> Call.patch(reader.token(), "/DocumentReference/" + document.id(), Twins.MASK).with("Prefer", prefer));
                reader.asNone(404, document -> Call.patch(reader.token(), "/DocumentReference?identifier=" + document.identifier(), Twins.MASK).with("Prefer", prefer));
                Reply hidden = Call.patch(reader.token(), "/DocumentReference/" + reader.hidden().get(0).id(), Twins.MASK).with("Prefer", prefer).send();
                assertThat(hidden.headers().map().keySet()).noneMatch(name -> List.of("location", "content-location", "etag", "last-modified").contains(name));
            }
        }
        for (String prefer : PREFERENCES) {
            Reply readableOnly = Call.patch(Twins.NURSE_TOKEN, "/DocumentReference/" + Twins.OF_A_NURSE.visible().id(), Twins.MASK).with("Prefer", prefer).send();
            Refusals.assertWellFormed(readableOnly, 403, "author-only");
            Reply own = Call.post(Twins.NURSE_TOKEN, "/DocumentReference", Documents.simplified(Twins.record(), Twins.READABLE)).with("Prefer", prefer).send();
            assertThat(own.status()).isEqualTo(201);
            assertThat(own.text()).doesNotContain("StructureDefinition/acl");
        }
    }

    private static String id(String target, Twins.Document document) {
        return target.formatted(target.startsWith("List") ? document.list() : target.startsWith("Binary") ? document.content() : document.id());
    }

    private static Call put(String token, String type, String id, Resource resource) {
        resource.setId(new IdType(type, id));
        Call post = Call.post(token, "/" + type + "/" + id, "application/fhir+json", FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource));
        return new Call("PUT", post.token(), post.path(), post.body(), post.headers());
    }
}
