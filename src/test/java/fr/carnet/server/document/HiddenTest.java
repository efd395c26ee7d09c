package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ACCESS-RULES 7, API 7: absent, masked, invisible, deleted and somebody else's answer alike, to the byte. */
class HiddenTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final String DOCTOR = "810000000011";
    private static final String NURSE = "810000000044";
    private static final String TYPE = "11488-4";
    private static final String DELETE = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]";

    private static final String DOCTOR_TOKEN = SERVER.tokens().doctor(DOCTOR);
    private static final String NURSE_TOKEN = SERVER.tokens().professional(NURSE, "60", null, null);
    private static final Map<String, DocumentReference> OUT_OF_THE_NURSES_SIGHT = new LinkedHashMap<>();
    private static String holder;

    @BeforeAll
    static void documents() {
        Records.Opened record = SERVER.records().authorised(SERVER.records().adult(), DOCTOR_TOKEN, DOCTOR);
        SERVER.records().authorised(record, NURSE_TOKEN, NURSE);
        Records.Opened notHers = SERVER.records().authorised(SERVER.records().adult(), DOCTOR_TOKEN, DOCTOR);
        holder = SERVER.tokens().holder(record.id());
        OUT_OF_THE_NURSES_SIGHT.put("masked", deposited(record, TYPE, "MASQUE_PS"));
        OUT_OF_THE_NURSES_SIGHT.put("of an unknown type", deposited(record, "99999-9"));
        OUT_OF_THE_NURSES_SIGHT.put("of another record", deposited(notHers, TYPE));
        DocumentReference deleted = deposited(record, TYPE);
        assertThat(SERVER.api().patch(DOCTOR_TOKEN, "/DocumentReference/" + deleted.getIdPart(), DELETE).status()).isEqualTo(200);
        OUT_OF_THE_NURSES_SIGHT.put("deleted", deleted);
        OUT_OF_THE_NURSES_SIGHT.put("invisible to the patient", deposited(record, TYPE, "INVISIBLE_PATIENT"));
    }

    static Stream<String> outOfSight() {
        return OUT_OF_THE_NURSES_SIGHT.keySet().stream().filter(what -> !what.startsWith("invisible"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outOfSight")
    @DisplayName("ACCESS-RULES 7: to a professional, what is hidden is not there: read, vread, patch, content, as raw bytes and as a resource")
    void toTheNurse(String what) {
        assertAbsent(NURSE_TOKEN, OUT_OF_THE_NURSES_SIGHT.get(what));
    }

    @Test
    @DisplayName("ACCESS-RULES 5: to the holder, an invisible document and a deleted one are not there")
    void toTheHolder() {
        assertAbsent(holder, OUT_OF_THE_NURSES_SIGHT.get("invisible to the patient"));
        assertAbsent(holder, OUT_OF_THE_NURSES_SIGHT.get("deleted"));
        assertAbsent(holder, OUT_OF_THE_NURSES_SIGHT.get("of another record"));
    }

    @Test
    @DisplayName("S4.7: to its own author, a deleted document is not there")
    void toTheAuthor() {
        assertAbsent(DOCTOR_TOKEN, OUT_OF_THE_NURSES_SIGHT.get("deleted"));
    }

    @Test
    @DisplayName("API 7: an id that nobody could have given is absent too")
    void strangeIds() {
        for (String id : new String[] {"1", "x", "0".repeat(64), "%C3%A9", "a%27b", "-", "..", "null"}) {
            assertThat(Seen.of(Call.get(NURSE_TOKEN, "/DocumentReference/" + id).send()).body()).as(id).isEqualTo(absent(NURSE_TOKEN, "DocumentReference").body());
        }
    }

    private static void assertAbsent(String token, DocumentReference document) {
        String url = "DocumentReference/" + document.getIdPart();
        String content = document.getContentFirstRep().getAttachment().getUrl();
        for (BiFunction<String, String, Call> way : ways()) {
            Reply hidden = way.apply(token, url).send();
            assertThat(Seen.of(hidden)).isEqualTo(Seen.of(way.apply(token, "DocumentReference/" + UUID.randomUUID()).send()));
        }
        Refusals.assertWellFormed(Call.get(token, "/" + url).send(), 404, "not-found");
        for (String accept : new String[] {"text/plain", "application/fhir+json", "application/fhir+xml", "image/png"}) {
            Seen hidden = Seen.of(Call.get(token, "/" + content).with("Accept", accept).send());
            assertThat(hidden).isEqualTo(Seen.of(Call.get(token, "/Binary/" + UUID.randomUUID()).with("Accept", accept).send()));
            assertThat(hidden.status()).isEqualTo(404);
        }
    }

    /** Everything that can be asked of one document. */
    private static Iterable<BiFunction<String, String, Call>> ways() {
        return List.of(
                (token, url) -> Call.get(token, "/" + url),
                (token, url) -> Call.get(token, "/" + url).with("Accept", "application/fhir+xml"),
                (token, url) -> Call.get(token, "/" + url).with("If-None-Match", "W/\"1\""),
                (token, url) -> Call.get(token, "/" + url + "?_summary=count"),
                (token, url) -> Call.get(token, "/" + url + "/_history/1"),
                (token, url) -> Call.get(token, "/" + url + "/_history"),
                (token, url) -> Call.bare("HEAD", token, "/" + url),
                (token, url) -> Call.bare("DELETE", token, "/" + url),
                (token, url) -> Call.patch(token, "/" + url, DELETE),
                (token, url) -> Call.patch(token, "/" + url, "[{\"op\":\"replace\",\"path\":\"/description\",\"value\":\"x\"}]"),
                (token, url) -> Call.patch(token, "/" + url, "not a patch"),
                (token, url) -> Call.patch(token, "/" + url, DELETE).with("If-Match", "W/\"7\""));
    }

    private static Seen absent(String token, String type) {
        return Seen.of(Call.get(token, "/" + type + "/" + UUID.randomUUID()).send());
    }

    private static DocumentReference deposited(Records.Opened record, String type, String... labels) {
        Reply created = SERVER.api().post(DOCTOR_TOKEN, "/DocumentReference", Documents.simplified(record, type, labels));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        DocumentReference document = created.as(DocumentReference.class);
        document.setId(created.createdId());
        return document;
    }
}
