package fr.carnet.server.audittrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.carnet.enforcement.audit.AuditRecord;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** S8: nobody changes or deletes a line of the trace without its being found, and where. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceVerificationTest {

    private static final int ROWS = 3_000;
    private static final int MIDDLE = 1_500;

    /** How one byte of a column of this type is flipped. */
    private static final Map<String, String> FLIPS = Map.of(
            "text", "convert_from(set_byte(convert_to(%1$s, 'UTF8'), 0, get_byte(convert_to(%1$s, 'UTF8'), 0) # 1), 'UTF8')",
            "_text", "array[convert_from(set_byte(convert_to(%1$s[1], 'UTF8'), 0, get_byte(convert_to(%1$s[1], 'UTF8'), 0) # 1), 'UTF8')] || %1$s[2:]",
            "bytea", "set_byte(%1$s, 0, get_byte(%1$s, 0) # 1)",
            "uuid", "translate(left(%1$s::text, 1), '0123456789abcdef', '1032547698badcfe')::text || substr(%1$s::text, 2)",
            "timestamptz", "%1$s + interval '1 microsecond'",
            "int4", "%1$s # 16777216", "int8", "%1$s # 16777216");

    private final TestServer server = TestServer.instance();
    private String record;

    @BeforeAll
    void aLongTrace() {
        record = server.records().adult().id();
        AuditTrail trail = server.bean(AuditTrail.class);
        // The first row is the record's opening.
        for (int i = 1; i < ROWS; i++) {
            trail.append(full(record, "request-" + i));
        }
    }

    /** @return a line with every column filled */
    static AuditRecord full(String patientId, String requestId) {
        return new AuditRecord(TestClock.START, requestId, Optional.of(patientId), "professional", "810000000011", Optional.of("Anne BERNARD"), Optional.of("10"),
                Optional.of("1990000018"), Optional.of("Patient/p"), "bris_de_glace", Optional.of("purpose"), Optional.of("Patient inconscient"), "read",
                Optional.of("DocumentReference"), List.of("DocumentReference/1", "Binary/2"), List.of("DocumentReference/1"), List.of("S4.3 authorised", "S4.4 matrix"),
                200, "192.0.2.1");
    }

    static Stream<List<String>> columns() {
        return TestServer.instance().database().sql("select column_name, udt_name from information_schema.columns where table_schema = 'carnet' and table_name = 'audit_event'")
                .query((row, n) -> List.of(row.getString(1), row.getString(2))).list().stream();
    }

    @Test
    @DisplayName("S8 thousands of rows hold, alone and with all others")
    void intact() {
        long rows = rows();
        assertThat(Verified.of("?patient=" + record)).isEqualTo(new Verified(true, 1, rows, List.of()));
        long chains = server.database().sql("select count(*) from carnet.audit_chain").query(Long.class).single();
        Verified all = Verified.of("");
        assertThat(all.breaks()).isEmpty();
        assertThat(all.intact()).isTrue();
        assertThat(all.rows()).isGreaterThan(ROWS);
        assertThat(all.chains()).isEqualTo(chains);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("columns")
    @DisplayName("S8 one flipped byte is found and located, in whatever column")
    void flippedByte(List<String> column) {
        assertThat(FLIPS).as("a column of a new type").containsKey(column.get(1));
        String changed = FLIPS.get(column.get(1)).formatted(column.get(0));
        String expression = "uuid".equals(column.get(1)) ? "(" + changed + ")::uuid" : changed;
        try (Tampering tampering = new Tampering(record).set(MIDDLE, column.get(0), expression)) {
            List<String> amongAll = Verified.of("").breaks();
            Verified found = Verified.of("?patient=" + record);
            assertThat(found.intact()).isFalse();
            assertThat(amongAll).contains(found.breaks().get(0));
            if (List.of("chain", "chain_position").contains(column.get(0))) {
                assertThat(found.breaks()).first().isEqualTo("missing-row Patient/" + record + " " + MIDDLE);
            } else {
                assertThat(found.breaks()).containsExactly("changed-row Patient/" + record + " " + MIDDLE + " AuditEvent/" + event(MIDDLE));
            }
        }
        assertThat(Verified.of("?patient=" + record).intact()).as("put back").isTrue();
    }

    @ParameterizedTest
    @MethodSource("columns")
    @DisplayName("S8 a value taken away is found, in whatever column that may be without")
    void removedValue(List<String> column) {
        boolean optional = server.database().sql("select is_nullable = 'YES' from information_schema.columns where table_schema = 'carnet' and table_name = 'audit_event' and column_name = ?")
                .param(column.get(0)).query(Boolean.class).single();
        try (Tampering tampering = new Tampering(record).set(MIDDLE, column.get(0), optional ? "null" : column.get(0))) {
            assertThat(Verified.of("?patient=" + record).breaks()).hasSize(optional ? 1 : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, MIDDLE})
    @DisplayName("S8 one deleted row is found and located")
    void deletedRow(long position) {
        try (Tampering tampering = new Tampering(record).delete(position)) {
            assertThat(Verified.of("?patient=" + record).breaks()).containsExactly("missing-row Patient/" + record + " " + position);
        }
    }

    @Test
    @DisplayName("S8 the deleted last row is found; so are the last ten, all, and all with their head")
    void deletedEnd() {
        long rows = rows();
        try (Tampering tampering = new Tampering(record).delete(rows)) {
            assertThat(Verified.of("").breaks()).containsExactly("missing-end Patient/" + record + " " + rows);
            tampering.sql("delete from carnet.audit_event where chain = '%s' and chain_position > %d".formatted(record, rows - 10));
            assertThat(Verified.of("").breaks()).containsExactly("missing-end Patient/%s %d to %d".formatted(record, rows - 9, rows));
            tampering.sql("delete from carnet.audit_event where chain = '" + record + "'");
            assertThat(Verified.of("").breaks()).containsExactly("missing-end Patient/" + record + " 1 to " + rows);
        }
        try (Tampering tampering = new Tampering(record)) {
            tampering.sql("delete from carnet.audit_event where chain = '" + record + "'").sql("delete from carnet.audit_chain where chain = '" + record + "'");
            assertThat(Verified.of("").breaks()).containsExactly("missing-head Patient/" + record + " 0");
        }
    }

    @Test
    @DisplayName("S8 a head that was changed, shortened or taken away is found; two rows in each other's place are")
    void head() {
        long rows = rows();
        try (Tampering tampering = new Tampering(record).sql("update carnet.audit_chain set last_hash = sha256('x') where chain = '" + record + "'")) {
            assertThat(Verified.of("").breaks()).containsExactly("changed-head Patient/" + record + " " + rows);
            tampering.sql("update carnet.audit_chain set length = length - 1 where chain = '" + record + "'");
            assertThat(Verified.of("").breaks()).containsExactly("changed-head Patient/" + record + " " + (rows - 1));
            tampering.sql("delete from carnet.audit_chain where chain = '" + record + "'");
            assertThat(Verified.of("").breaks()).containsExactly("missing-head Patient/" + record + " " + rows);
        }
        try (Tampering tampering = new Tampering(record)) {
            tampering.set(MIDDLE, "chain_position", "-1").set(MIDDLE + 1, "chain_position", "" + MIDDLE).set(-1, "chain_position", "" + (MIDDLE + 1));
            assertThat(Verified.of("").breaks()).first().asString().startsWith("changed-row Patient/" + record + " " + MIDDLE);
        }
    }

    @Test
    @DisplayName("S8 a changed row at the very end is found, once")
    void changedEnd() {
        long rows = rows();
        for (String change : List.of("status = 201", "hash = sha256('x')")) {
            try (Tampering tampering = new Tampering(record).sql("update carnet.audit_event set %s where chain = '%s' and chain_position = %d".formatted(change, record, rows))) {
                assertThat(Verified.of("").breaks()).hasSize(1).first().asString().startsWith("changed-row Patient/" + record + " " + rows);
            }
        }
    }

    @Test
    @DisplayName("S8 the digest of a row does not depend on the session's settings")
    void settings() {
        String digest = "select encode(carnet.audit_content(e), 'hex') from carnet.audit_event e where chain = '" + record + "' and chain_position = 2";
        String usual = server.database().sql(digest).query(String.class).single();
        for (String setting : List.of("set local timezone = 'Asia/Tokyo'", "set local bytea_output = 'escape'", "set local search_path = 'pg_temp'")) {
            String other = new TransactionTemplate(new JdbcTransactionManager(server.bean(DataSource.class)))
                    .execute(started -> {
                        server.database().sql(setting).update();
                        return server.database().sql(digest).query(String.class).single();
                    });
            assertThat(other).as(setting).isEqualTo(usual);
        }
    }

    @Test
    @DisplayName("S8 not even by SQL does anybody but an append move a chain's head")
    void headsAreKept() {
        for (String statement : List.of("update carnet.audit_chain set length = 0", "delete from carnet.audit_chain", "truncate carnet.audit_chain",
                "insert into carnet.audit_chain values ('x', 0, '')")) {
            assertThatThrownBy(() -> server.database().sql(statement).update()).as(statement).hasMessageContaining("append-only");
        }
    }

    @Test
    @DisplayName("S2 the support desk verifies, nobody else; a record that does not exist is 404, no id at all 400")
    void callers() {
        Records.Opened other = server.records().adult();
        for (String token : List.of(server.tokens().holder(other.id()), server.tokens().doctor("810000000011"), server.tokens().structure("1990000018"),
                server.tokens().insurer(), server.tokens().smart(other.id(), "Patient/" + other.id(), "an-app"))) {
            assertThat(server.api().get(token, "/AuditEvent/$verify?patient=" + other.id()).status()).isEqualTo(403);
            assertThat(server.api().get(token, "/AuditEvent/$verify").status()).isEqualTo(403);
        }
        assertThat(server.api().get(null, "/AuditEvent/$verify").status()).isEqualTo(401);
        assertThat(server.api().get(server.tokens().support(), "/AuditEvent/$verify?patient=none").status()).isEqualTo(404);
        assertThat(server.api().get(server.tokens().support(), "/AuditEvent/$verify?patient=a,b").status()).isEqualTo(400);
        assertThat(server.api().get(server.tokens().support(), "/AuditEvent/$verify?recorded=2026").status()).isEqualTo(400);
        assertThat(Verified.of("?patient=Patient/" + other.id()).rows()).as("its opening and the refusals above stand in its own chain or in none").isPositive();
    }

    private long rows() {
        return server.database().sql("select length from carnet.audit_chain where chain = ?").param(record).query(Long.class).single();
    }

    private String event(long position) {
        return server.database().sql("select id from carnet.audit_event where chain = ? and chain_position = ?").params(record, position).query(String.class).single();
    }
}
