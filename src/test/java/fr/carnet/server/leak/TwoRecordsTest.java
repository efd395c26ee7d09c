package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * S7, non-interference: two records hold the same visible documents; the second holds, for each reader, others that this reader may not see.
 * Every request gets the same status, headers and body on both, once ids, INS and instants are named alike.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoRecordsTest {

    private static final String AUTHOR = "810000000011";
    private static final String NURSE = "810000000044";
    private static final int RANDOM = 300;
    private static final Pattern VARIABLE = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9]{15}|20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9:]+)");

    private final TestServer server = TestServer.instance();
    private final String author = server.tokens().doctor(AUTHOR);
    private final String nurse = server.tokens().professional(NURSE, "60", null, null);
    private final long seed = System.nanoTime();
    private Records.Opened plain;
    private Records.Opened secretive;

    @BeforeAll
    void twoRecords() {
        System.getLogger("carnet").log(System.Logger.Level.INFO, "TwoRecordsTest seed {0}", seed);
        plain = record();
        secretive = record();
    }

    private Records.Opened record() {
        return server.records().authorised(server.records().authorised(server.records().adult(), author, AUTHOR), nurse, NURSE);
    }

    @Test
    @DisplayName("S7 a professional cannot tell masked, deleted and unreadable documents from none")
    void professional() {
        deposit(plain, "11488-4");
        deposit(secretive, "11488-4", "MASQUE_PS");
        deposit(secretive, "11488-4");
        deposit(secretive, "57833-6");
        delete(deposit(secretive, "11488-4"));
        deposit(plain, "11488-4");
        deposit(secretive, "11488-4");
        compare(Map.of(plain, nurse, secretive, nurse));
        compare(Map.of(plain, server.tokens().doctor("810000000022"), secretive, server.tokens().doctor("810000000022")));
    }

    @Test
    @DisplayName("S7 the holder cannot tell documents invisible to him from none, in documents or in the history")
    void holder() {
        Records.Opened one = record();
        Records.Opened other = record();
        deposit(one, "11488-4");
        deposit(other, "11488-4", "INVISIBLE_PATIENT");
        deposit(other, "11488-4");
        deposit(other, "57833-6", "INVISIBLE_PATIENT", "MASQUE_PS");
        deposit(one, "11488-4");
        deposit(other, "11488-4");
        Map<Records.Opened, String> holders = Map.of(one, server.tokens().holder(one.id()), other, server.tokens().holder(other.id()));
        for (String shape : List.of("", "&_count=1", "&_count=2&_offset=1", "&date=ge2026-11-20")) {
            assertThat(seen(server.api().get(holders.get(one), "/AuditEvent?patient=" + one.id() + shape), one))
                    .as("history " + shape).isEqualTo(seen(server.api().get(holders.get(other), "/AuditEvent?patient=" + other.id() + shape), other));
        }
        compare(holders);
    }

    private void compare(Map<Records.Opened, String> tokens) {
        List<Records.Opened> records = List.copyOf(tokens.keySet());
        for (String path : Corpus.requests(seed, RANDOM)) {
            List<String> answers = records.stream().map(record -> seen(server.api().get(tokens.get(record), path.formatted("patient=" + record.id())), record)).toList();
            assertThat(answers.get(0)).as(path + " seed " + seed).isEqualTo(answers.get(1));
        }
    }

    /** Status, headers and body with variable things named in the order in which they appear. */
    private static String seen(Reply reply, Records.Opened record) {
        String headers = reply.headers().map().entrySet().stream()
                .filter(header -> !List.of("x-request-id", "date", "last-modified", "connection", "keep-alive").contains(header.getKey().toLowerCase(Locale.ROOT)))
                .map(Object::toString).sorted().toList().toString();
        Map<String, String> names = new LinkedHashMap<>();
        Matcher variable = VARIABLE.matcher(reply.status() + headers + reply.text().replace(record.id(), "RECORD"));
        return variable.replaceAll(match -> match.group().contains("T") ? "INSTANT" : names.computeIfAbsent(match.group(), id -> "ID" + names.size()));
    }

    private String deposit(Records.Opened record, String type, String... labels) {
        DocumentReference document = Documents.simplified(record, type, labels);
        // What is visible is alike to the letter: nothing but hidden things may differ.
        document.getContentFirstRep().getAttachment().setData(new byte[] {1, 2, 3});
        Reply created = server.api().post(author, "/DocumentReference", document);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.createdId();
    }

    private void delete(String id) {
        assertThat(server.api().patch(author, "/DocumentReference/" + id, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]").status()).isEqualTo(200);
    }
}
