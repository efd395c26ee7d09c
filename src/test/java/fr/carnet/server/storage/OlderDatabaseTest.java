package fr.carnet.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Migrations of Carnet's own tables find what an older release stored. */
class OlderDatabaseTest {

    @Test
    @DisplayName("R1111-53 documents deposited before counting began count from when they were stored; those labelled INVISIBLE_PATIENT run out too")
    void invisibleDocumentsAreFound() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            JdbcClient database = JdbcClient.create(postgres.getPostgresDatabase());
            flyway(postgres, "4").migrate();
            database.sql("create table hfj_resource (res_id bigint, res_type text, fhir_id text, res_published timestamp)").update();
            database.sql("create table hfj_spidx_token (res_id bigint, sp_name text, sp_value text)").update();
            database.sql("insert into hfj_resource values (1, 'DocumentReference', 'seen', '2026-10-01 08:00'), (2, 'DocumentReference', 'unseen', '2026-11-01 08:00')").update();
            database.sql("insert into hfj_spidx_token values (1, 'security-label', 'N'), (2, 'security-label', 'N'), (2, 'security-label', 'INVISIBLE_PATIENT')").update();
            database.sql("""
                    insert into carnet.document_submission (document_id, patient_id, depositor, system, value)
                    values ('seen', 'p', 'au.1', 's', '1'), ('unseen', 'p', 'au.1', 's', '2'), ('lost', 'p', 'au.1', 's', '3')""").update();
            flyway(postgres, "5").migrate();
            assertThat(database.sql("select document_id, announced_at is null as unannounced from carnet.invisible_document").query().listOfRows())
                    .containsExactly(Map.of("document_id", "unseen", "unannounced", true));
            assertThat(database.sql("select deposited_at::date::text from carnet.document_submission where document_id = 'seen'").query(String.class).single()).isEqualTo("2026-10-01");
            assertThat(database.sql("select count(*) from carnet.document_submission where deposited_at is null").query(Long.class).single()).isZero();
        }
    }

    @Test
    @DisplayName("API 4 documents deposited before are found by their further identifiers, and their contents as Binaries")
    void identifiersAndContentsAreFound() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            JdbcClient database = JdbcClient.create(postgres.getPostgresDatabase());
            flyway(postgres, "5").migrate();
            database.sql("create table hfj_resource (res_id bigint, res_type text, fhir_id text, res_published timestamp)").update();
            database.sql("create table hfj_spidx_token (res_id bigint, sp_name text, sp_system text, sp_value text)").update();
            database.sql("insert into hfj_resource values (1, 'DocumentReference', 'one', '2026-10-01 08:00'), (2, 'List', 'two', '2026-10-01 08:00')").update();
            database.sql("""
                    insert into hfj_spidx_token values (1, 'identifier', 's', 'master'), (1, 'identifier', 's', 'uuid'), (1, 'identifier', 's', 'uuid'), (1, 'identifier', null, 'master'),
                    (1, 'identifier', 's', null), (1, 'type', 's', 'uuid2'), (2, 'identifier', 's', 'list')""").update();
            database.sql("insert into carnet.document_submission (document_id, patient_id, depositor, system, value, deposited_at) values ('one', 'p', 'au.1', 's', 'master', now())").update();
            database.sql("insert into carnet.document_content (content_id, document_id, content_type, size, sha1, bytes) values ('c', 'one', 'text/plain', 1, 'x', 'x')").update();
            flyway(postgres, "6").migrate();
            assertThat(database.sql("select document_id, system, value from carnet.document_identifier").query().listOfRows())
                    .containsExactlyInAnyOrder(Map.of("document_id", "one", "system", "s", "value", "uuid"), Map.of("document_id", "one", "system", "", "value", "master"));
            assertThat(database.sql("select address from carnet.document_content").query(String.class).single()).isEqualTo("Binary");
        }
    }

    private static Flyway flyway(EmbeddedPostgres postgres, String target) {
        return Flyway.configure().dataSource(postgres.getPostgresDatabase()).schemas("carnet").defaultSchema("carnet").target(target).load();
    }
}
