package fr.carnet.server.audittrail;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.audit.AuditRecord;
import fr.carnet.server.support.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S8 lines of several requests in one statement say and chain what each would alone. */
class TraceGroupTest {

    private static final int WRITERS = 4;
    private static final int GROUPS = 25;
    private static final String SAYS = """
            select to_jsonb(e) - '{sequence,id,request_id,chain_position,hash}'::text[] || jsonb_build_object('recorded', extract(epoch from recorded)) as said
            from carnet.audit_event e where request_id = ?""";

    private final TestServer server = TestServer.instance();
    private final TraceWriter writer = server.bean(TraceWriter.class);

    @Test
    @DisplayName("Every column says the same as in a statement of its own: quotes, commas, braces, empty lists, nothing at all")
    void sameContent() {
        String record = server.records().adult().id();
        AuditRecord full = TraceVerificationTest.full(record, name());
        AuditRecord awkward = with(full, Optional.of("L'\"état\", {inconnu} \\ NULL"), List.of("a,b", "{c}", "d\"e", "NULL", "", "\\f"));
        AuditRecord bare = with(full, Optional.empty(), List.of());
        for (AuditRecord entry : List.of(full, awkward, bare)) {
            AuditRecord alone = named(entry, name());
            AuditRecord together = named(entry, name());
            writer.write(List.of(TraceLine.of(alone)));
            writer.write(List.of(TraceLine.of(together), TraceLine.of(named(entry, name()))));
            assertThat(said(together)).isEqualTo(said(alone)).contains("S4.3 authorised");
        }
        assertThat(Verified.of("?patient=" + record).intact()).isTrue();
    }

    @Test
    @DisplayName("Lines of one record stay in the order in which they came; every record's chain holds")
    void order() {
        List<String> records = IntStream.range(0, 3).mapToObj(n -> server.records().adult().id()).toList();
        List<TraceLine> lines = IntStream.range(0, 30).mapToObj(n -> TraceLine.of(TraceVerificationTest.full(records.get(n % 3), "in-order-%02d".formatted(n)))).toList();
        writer.write(lines);
        for (String record : records) {
            assertThat(server.database().sql("select request_id from carnet.audit_event where chain = ? and request_id like 'in-order-%' order by chain_position").param(record)
                    .query(String.class).list()).hasSize(10).isSorted();
            assertThat(Verified.of("?patient=" + record).breaks()).isEmpty();
        }
    }

    @Test
    @DisplayName("Groups of several nodes, each naming the same records in another order, never wait for each other in a circle")
    void noDeadlock() throws Exception {
        List<String> records = IntStream.range(0, 8).mapToObj(n -> server.records().adult().id()).toList();
        ExecutorService nodes = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> running = new ArrayList<>();
        for (int node = 0; node < WRITERS; node++) {
            int first = node;
            running.add(nodes.submit(() -> {
                for (int group = 0; group < GROUPS; group++) {
                    List<String> turned = new ArrayList<>(records);
                    Collections.rotate(turned, first * 2 + group);
                    writer.write(turned.stream().map(record -> TraceLine.of(TraceVerificationTest.full(record, name()))).toList());
                }
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        nodes.shutdown();
        for (String record : records) {
            // The first row is the record's opening.
            assertThat(Verified.of("?patient=" + record)).isEqualTo(new Verified(true, 1, 1 + WRITERS * GROUPS, List.of()));
        }
    }

    @Test
    @DisplayName("A line about no record names the chain that the database gives it")
    void chain() {
        List<TraceLine> lines = IntStream.range(0, 64).mapToObj(n -> TraceLine.of(named(without(TraceVerificationTest.full("nobody", "x")), name()))).toList();
        writer.write(lines);
        for (TraceLine line : lines) {
            assertThat(server.database().sql("select chain from carnet.audit_event where id = ?").param(line.id()).query(String.class).single()).isEqualTo(line.chain());
        }
    }

    private String said(AuditRecord entry) {
        return server.database().sql(SAYS).param(entry.requestId()).query(String.class).single();
    }

    private static String name() {
        return UUID.randomUUID().toString();
    }

    private static AuditRecord named(AuditRecord of, String request) {
        return new AuditRecord(of.recorded(), request, of.patientId(), of.callerKind(), of.callerId(), of.callerName(), of.profession(), of.structureId(), of.onBehalfOf(), of.mode(),
                of.purpose(), of.justification(), of.interaction(), of.resourceType(), of.entities(), of.concerned(), of.reasons(), of.status(), of.source());
    }

    private static AuditRecord with(AuditRecord of, Optional<String> text, List<String> list) {
        return new AuditRecord(of.recorded(), of.requestId(), of.patientId(), of.callerKind(), of.callerId(), text, text, text, text, of.mode(),
                text, text, of.interaction(), text, list, list, of.reasons(), of.status(), of.source());
    }

    private static AuditRecord without(AuditRecord of) {
        return new AuditRecord(of.recorded(), of.requestId(), Optional.empty(), of.callerKind(), of.callerId(), of.callerName(), of.profession(), of.structureId(), of.onBehalfOf(),
                of.mode(), of.purpose(), of.justification(), of.interaction(), of.resourceType(), of.entities(), of.concerned(), of.reasons(), of.status(), of.source());
    }
}
