package fr.carnet.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.RecordState;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S3, S4.1: a record that is not open answers nobody, on any path, as if it had never been there; its data is kept. */
class ClosedRecordTest {

    private static final String AUTHOR = "810000003601";
    private static final String NURSE = "810000003619";

    private final TestServer server = TestServer.instance();
    private final String author = server.tokens().doctor(AUTHOR);
    private final String nurse = server.tokens().professional(NURSE, "60", null, null);
    private Records.Opened record;
    private DocumentReference document;
    private String consent;
    private String nextPage;

    @BeforeEach
    void aRecordInUse() {
        record = server.records().authorised(server.records().authorised(server.records().adult(), author, AUTHOR), nurse, NURSE);
        document = server.api().post(author, "/DocumentReference", Documents.simplified(record, "11488-4")).as(DocumentReference.class);
        server.api().post(author, "/DocumentReference", Documents.simplified(record, "11488-4"));
        consent = server.api().get(nurse, "/Consent?patient=" + record.id()).ids().get(0);
        nextPage = server.api().get(nurse, "/DocumentReference?_count=1&patient=" + record.id()).bundle().getLink("next").getUrl();
    }

    @ParameterizedTest
    @EnumSource(value = RecordState.class, mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
    @DisplayName("S4.1 every search about a record that is not open is refused like one about nobody, in every mode, page links included")
    void searches(RecordState state) {
        server.records().inState(record, state);
        for (String token : callers()) {
            for (String path : List.of("/DocumentReference?patient=%s", "/DocumentReference?patient=%s&_summary=count", "/List?patient=%s", "/Consent?patient=%s",
                    "/AuditEvent?patient=%s", "/Patient?_id=%s")) {
                for (String mode : List.of("normal", "centre_15", "bris_de_glace")) {
                    Seen refused = Seen.of(Call.get(token, path.formatted(record.id())).with("Mode-Acces", mode).send());
                    assertThat(refused.status()).isEqualTo(403);
                    assertThat(refused).isEqualTo(Seen.of(Call.get(token, path.formatted(UUID.randomUUID())).with("Mode-Acces", mode).send()));
                }
            }
        }
        assertThat(Call.get(nurse, nextPage).send().status()).isEqualTo(403);
        assertThat(Call.get(nurse, "/DocumentReference?" + record.byIdentifier()).send().status()).isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource(value = RecordState.class, mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
    @DisplayName("S4.1 everything in it is read, fetched and patched like nothing, by its author and its holder, too")
    void resources(RecordState state) {
        server.records().inState(record, state);
        String content = document.getContentFirstRep().getAttachment().getUrl();
        for (String token : callers()) {
            for (String path : List.of("DocumentReference/" + document.getIdElement().getIdPart(), content, "Patient/" + record.id(), "Consent/" + consent)) {
                Seen none = Seen.of(Call.get(token, "/" + path.split("/")[0] + "/" + UUID.randomUUID()).send());
                assertThat(none.status()).isEqualTo(404);
                assertThat(Seen.of(Call.get(token, "/" + path).send())).isEqualTo(none);
            }
            assertThat(Call.patch(token, "/DocumentReference/" + document.getIdElement().getIdPart(), "[]").send().status()).isEqualTo(404);
            assertThat(Call.patch(token, "/DocumentReference?identifier=" + document.getMasterIdentifier().getValue(), "[]").send().status()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("S3 nothing is added to a closed record; what it held is there again once it is open again")
    void writes() {
        server.records().inState(record, RecordState.CLOSED);
        Map<String, Long> before = Rows.counted();
        for (String token : callers()) {
            assertThat(Call.post(token, "/DocumentReference", Documents.simplified(record, "11488-4")).send().status()).isEqualTo(403);
            assertThat(Call.post(token, "/", Documents.submission(record, "11488-4", new byte[] {'a'})).send().status()).isEqualTo(403);
            Consent block = Records.consent(record, "blocage", ConsentProvisionType.DENY, NURSE);
            assertThat(Call.post(token, "/Consent", block).send().status()).isEqualTo(403);
        }
        assertThat(server.records().delegate(server.tokens().support(), record, "MTH").status()).isEqualTo(403);
        assertThat(Rows.counted()).isEqualTo(before);
        server.records().inState(record, RecordState.OPEN);
        Reply again = Call.get(nurse, "/DocumentReference?patient=" + record.id()).send();
        assertThat(again.ids()).hasSize(2).contains(document.getIdElement().getIdPart());
    }

    private List<String> callers() {
        return Stream.of(nurse, author, server.tokens().holder(record.id())).toList();
    }
}
