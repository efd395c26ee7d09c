package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.model.HistoryCountModeEnum;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Leaks 17 to 21: what can be read by its id, in which version, with which past. */
class ReadLeakTest {

    private static final List<Twins> READERS = List.of(Twins.OF_A_NURSE, Twins.OF_A_HOLDER);

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("Leak 17: a hidden document and its List are read like none, in every form")
    void leak17_readOfSomethingHidden() {
        for (Twins reader : READERS) {
            Map.of("", 404, "?_format=xml", 404, "?_pretty=true", 404, "?_summary=true", 400, "?_elements=id", 400).forEach((shape, status) -> {
                reader.asNone(status, document -> Call.get(reader.token(), "/DocumentReference/" + document.id() + shape));
                reader.asNone(status, document -> Call.get(reader.token(), "/List/" + document.list() + shape));
            });
            reader.asNone(404, document -> Call.get(reader.token(), "/DocumentReference/" + document.id()).with("If-None-Match", "W/\"1\""));
            reader.asNone(404, document -> Call.get(reader.token(), "/DocumentReference/" + document.id()).with("If-Modified-Since", "Wed, 21 Oct 2037 07:28:00 GMT"));
            reader.asNone(404, document -> Call.bare("HEAD", reader.token(), "/DocumentReference/" + document.id()));
            reader.asNone(404, document -> Call.get(reader.token(), "/Patient/" + document.id()));
            Refusals.assertWellFormed(Call.get(reader.token(), "/DocumentReference/" + reader.hidden().get(0).id()).send(), 404, "not-found");
        }
    }

    @Test
    @DisplayName("Leak 18: a deleted document was never there: no 410, no date, no Location, for its author either")
    void leak18_readOfSomethingDeleted() {
        Twins.Document deleted = Twins.deposit(Twins.record(), Twins.READABLE);
        assertThat(Call.patch(Twins.AUTHOR_TOKEN, "/DocumentReference/" + deleted.id(), Twins.DELETE).send().status()).isEqualTo(200);
        for (String token : List.of(Twins.AUTHOR_TOKEN, Twins.NURSE_TOKEN)) {
            for (String path : List.of("/DocumentReference/" + deleted.id(), "/Binary/" + deleted.content(), "/List/" + deleted.list())) {
                Reply reply = Call.get(token, path).send();
                assertThat(Seen.of(reply)).isEqualTo(Seen.of(Call.get(token, path.substring(0, path.lastIndexOf('/') + 1) + UUID.randomUUID()).send()));
                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.headers().map().keySet()).noneMatch(name -> List.of("location", "content-location", "etag", "last-modified").contains(name));
            }
        }
    }

    @Test
    @DisplayName("Leak 19: no version of the past, when a document was not masked yet, and no word on which versions there are")
    void leak19_versions() {
        Twins.Document masked = Twins.deposit(Twins.record(), Twins.READABLE);
        String before = "/DocumentReference/" + masked.id() + "/_history/";
        Seen readable = Seen.of(Call.get(Twins.NURSE_TOKEN, before + "1").send());
        assertThat(Call.patch(Twins.AUTHOR_TOKEN, "/DocumentReference/" + masked.id(), Twins.MASK).send().as(DocumentReference.class).getMeta().getVersionId()).isEqualTo("2");
        Seen none = Seen.of(Call.get(Twins.NURSE_TOKEN, "/DocumentReference/" + UUID.randomUUID() + "/_history/1").send());
        for (String version : List.of("1", "2", "3", "99", "x")) {
            assertThat(Seen.of(Call.get(Twins.NURSE_TOKEN, before + version).send())).isEqualTo(none);
            assertThat(Call.get(Twins.NURSE_TOKEN, before + version).send().text()).doesNotContain(masked.content()).doesNotContain("11488-4");
        }
        assertThat(readable).as("not offered for what one may read either").isEqualTo(none);
        assertThat(none.status()).isEqualTo(405);
    }

    @Test
    @DisplayName("Leak 20: the history of one resource counts nothing: it is not offered, hidden, absent or visible")
    void leak20_historyOfOneResource() {
        for (Twins reader : READERS) {
            Seen visible = Seen.of(Call.get(reader.token(), "/DocumentReference/" + reader.visible().id() + "/_history").send());
            for (String shape : List.of("", "?_count=1", "?_since=2020-01-01", "?_summary=count")) {
                reader.asNone(405, document -> Call.get(reader.token(), "/DocumentReference/" + document.id() + "/_history" + shape));
                reader.asNone(405, document -> Call.get(reader.token(), "/List/" + document.list() + "/_history" + shape));
            }
            assertThat(Seen.of(Call.get(reader.token(), "/DocumentReference/" + reader.hidden().get(0).id() + "/_history").send())).isEqualTo(visible);
            Refusals.assertWellFormed(reader.alike("/Patient/{patient}/_history"), 405, "not-offered");
        }
        assertThat(server.bean(JpaStorageSettings.class).getHistoryCountMode()).isEqualTo(HistoryCountModeEnum.COUNT_DISABLED);
    }

    @Test
    @DisplayName("Leak 21: nor the history of a type or of the server")
    void leak21_historyOfATypeOrTheServer() {
        for (Twins reader : READERS) {
            for (String path : List.of("/_history", "/_history?_count=1", "/DocumentReference/_history", "/DocumentReference/_history?patient={patient}", "/List/_history",
                    "/Patient/_history",
                    "/AuditEvent/_history", "/Binary/_history")) {
                Refusals.assertWellFormed(reader.alike(path), 405, "not-offered");
            }
        }
    }
}
