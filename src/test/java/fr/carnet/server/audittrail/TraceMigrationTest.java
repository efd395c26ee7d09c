package fr.carnet.server.audittrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import fr.carnet.server.support.TestServer;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** S8: a trace from before the chain is chained as it stands, in the order in which it was written, and goes on from there. */
class TraceMigrationTest {

    private static final String INSERT = """
            insert into carnet.audit_event (id, recorded, request_id, patient_id, caller_kind, caller_id, access_mode, interaction, entities, reasons, status, source%s)
            values (gen_random_uuid(), now(), 'r', %s, 'holder', 'Patient/p', 'normal', 'read', '{}', '{}', 200, '192.0.2.1'%s)""";

    private final JdbcClient server = TestServer.instance().database();
    private DataSource fresh;

    @BeforeEach
    void aDatabaseOfItsOwn() throws SQLException {
        server.sql("create database before_the_chain").update();
        PGSimpleDataSource other = new PGSimpleDataSource();
        other.setUrl(TestServer.instance().bean(DataSource.class).unwrap(HikariDataSource.class).getJdbcUrl().replaceFirst("/postgres\\?", "/before_the_chain?"));
        fresh = other;
    }

    @AfterEach
    void dropIt() {
        server.sql("drop database before_the_chain with (force)").update();
    }

    @Test
    @DisplayName("S8 rows from before are chained by the migration, and the next append follows them")
    void migration() {
        migrate("2");
        JdbcClient database = JdbcClient.create(fresh);
        for (int i = 0; i < 30; i++) {
            database.sql(INSERT.formatted("", i % 3 == 0 ? "null" : "'p" + i % 3 + "'", "")).update();
        }
        migrate("3");
        database.sql(INSERT.formatted(", concerned", "'p1'", ", '{}'")).update();
        assertThat(database.sql("select string_agg(chain_position::text, ' ' order by sequence) from carnet.audit_event where patient_id = 'p1'").query(String.class).single())
                .isEqualTo("1 2 3 4 5 6 7 8 9 10 11");
        ChainWalk.Report report = new TraceVerification(fresh).verify(null);
        assertThat(report.breaks()).isEmpty();
        assertThat(report.rows()).isEqualTo(31);
        assertThat(database.sql("select count(*) from carnet.audit_event where chain is distinct from patient_id and patient_id is not null").query(Long.class).single()).isZero();
    }

    private void migrate(String version) {
        Flyway.configure().dataSource(fresh).schemas("carnet").defaultSchema("carnet").target(version).load().migrate();
    }
}
