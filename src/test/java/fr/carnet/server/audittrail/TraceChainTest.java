package fr.carnet.server.audittrail;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S8: whatever happens at the same time or fails, a record's lines form one chain without a fork and without a gap. */
class TraceChainTest {

    private static final String DOCTOR = "810000000011";
    private static final int THREADS = 8;
    private static final int REQUESTS = 25;

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private Records.Opened record;
    private String holder;

    @BeforeEach
    void aRecord() {
        record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        holder = server.tokens().holder(record.id());
    }

    @Test
    @DisplayName("S8 eight threads read, deposit, amend and consent on one record: one chain, no deadlock")
    void concurrentAppends() throws Exception {
        List<String> documents = Stream.generate(() -> server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId()).limit(THREADS).toList();
        long before = length();
        long seed = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<List<Integer>>> running = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(seed + thread);
            String own = documents.get(thread);
            running.add(threads.submit(() -> random.ints(REQUESTS, 0, 5).mapToObj(choice -> request(choice, own, random).status()).toList()));
        }
        for (Future<List<Integer>> statuses : running) {
            assertThat(statuses.get()).as("seed " + seed).isNotEmpty().allMatch(status -> status < 300);
        }
        threads.shutdown();
        assertThat(length() - before).isEqualTo(THREADS * REQUESTS);
        assertThat(positions()).isEqualTo(length());
        assertThat(Verified.of("?patient=" + record.id()).breaks()).isEmpty();
    }

    private Reply request(int choice, String document, Random random) {
        return switch (choice) {
            case 0 -> server.api().get(doctor, "/DocumentReference?" + record.byIdentifier());
            case 1 -> server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4"));
            case 2 -> server.api().patch(doctor, "/DocumentReference/" + document,
                    "[{\"op\":\"replace\",\"path\":\"/extension/0/valueBoolean\",\"value\":" + random.nextBoolean() + "}]");
            case 3 -> server.api().post(holder, "/Consent", Records.consent(record, "blocage", ConsentProvisionType.DENY, "81000001" + (1000 + random.nextInt(1000))));
            default -> server.api().get(holder, "/AuditEvent?patient=" + record.id() + "&_count=5");
        };
    }

    @Test
    @DisplayName("S8 a write that fails at its very commit takes its line with it: the chain goes on without a gap")
    void failedWrite() {
        long before = length();
        server.database().sql("create function refuse_commit() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$").update();
        server.database().sql("create constraint trigger refuse_commit after insert on hfj_resource deferrable initially deferred for each row execute function refuse_commit()").update();
        try {
            assertThat(server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).status()).isGreaterThanOrEqualTo(500);
        } finally {
            server.database().sql("drop trigger refuse_commit on hfj_resource").update();
            server.database().sql("drop function refuse_commit()").update();
        }
        assertThat(length()).as("the failure is traced, the write that never was is not").isEqualTo(before + 1);
        assertThat(server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).status()).isEqualTo(201);
        assertThat(positions()).isEqualTo(before + 2);
        assertThat(Verified.of("?patient=" + record.id()).intact()).isTrue();
    }

    @Test
    @DisplayName("S8 requests about no known record are chained too, spread over 16 chains")
    void noRecord() {
        for (int i = 0; i < 64; i++) {
            server.api().get(doctor, "/DocumentReference/none");
        }
        List<String> chains = server.database().sql("select distinct chain from carnet.audit_event where patient_id is null").query(String.class).list();
        assertThat(chains).hasSizeBetween(8, 16).allMatch(chain -> chain.matches("#([0-9]|1[0-5])"));
        assertThat(Verified.of("").breaks()).isEmpty();
    }

    private long length() {
        return server.database().sql("select length from carnet.audit_chain where chain = ?").param(record.id()).query(Long.class).single();
    }

    /** The highest place, provided that each place from the first on is taken once. */
    private long positions() {
        return server.database().sql("select case when count(*) = max(chain_position) then count(*) else -1 end from carnet.audit_event where chain = ? and chain_position > 0")
                .param(record.id()).query(Long.class).single();
    }
}
