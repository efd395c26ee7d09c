package fr.carnet.server.app;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The catalogue's tables. */
@Component
class CatalogueRows {

    private static final String APP = """
            select a.oid, a.client_id, a.status, a.period_start, a.period_end, a.first_start, a.version, a.secret_hash, e.name as editor, a.content
            from carnet.app_entry a join carnet.app_editor e on e.id = a.editor_id
            where\s""";

    private static final String WRITE_APP = """
            insert into carnet.app_entry (oid, id, client_id, editor_id, status, period_start, period_end, first_start, secret_hash, version, tokens, names, content)
            values (:oid, :id, :client, :editor, :status, :start, :end, :start, :secret, 1, :tokens, :names, :content)
            on conflict (oid) do update set client_id = excluded.client_id, editor_id = excluded.editor_id, status = excluded.status,
            period_start = excluded.period_start, period_end = excluded.period_end, first_start = least(app_entry.first_start, excluded.first_start),
            secret_hash = excluded.secret_hash, version = app_entry.version + 1, tokens = excluded.tokens, names = excluded.names, content = excluded.content
            """;

    private static final String WRITE_EDITOR = """
            insert into carnet.app_editor (id, name, tokens, names, content) values (:id, :name, :tokens, :names, :content)
            on conflict (id) do update set name = excluded.name, tokens = excluded.tokens, names = excluded.names, content = excluded.content
            """;

    private final JdbcClient jdbc;

    CatalogueRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a search finds a row by. */
    record Found(String id, String[] tokens, String[] names, String content) {
    }

    /** @return the service with this OAuth client */
    Optional<StoredApp> ofClient(String clientId) {
        return jdbc.sql(APP + "a.client_id = :client").param("client", clientId).query(CatalogueRows::app).optional();
    }

    /** @return the service with this OID */
    Optional<StoredApp> ofOid(String oid) {
        return jdbc.sql(APP + "a.oid = :oid").param("oid", oid).query(CatalogueRows::app).optional();
    }

    /** @return whether there is such an editor */
    boolean hasEditor(String id) {
        return jdbc.sql("select exists (select 1 from carnet.app_editor where id = :id)").param("id", id).query(Boolean.class).single();
    }

    /** Lets one change of the catalogue in at a time, to the end of the transaction; readers do not wait. */
    void lock() {
        jdbc.sql("lock table carnet.app_entry in share row exclusive mode").update();
    }

    /** Writes a service, new or changed. */
    void write(Found found, StoredApp app, String editorId) {
        jdbc.sql(WRITE_APP).params(Map.of("oid", app.oid(), "id", found.id(), "client", app.clientId(), "editor", editorId, "status", app.status().name(),
                        "start", utc(app.periodStart()), "end", utc(app.periodEnd()), "tokens", found.tokens(), "names", found.names(), "content", found.content()))
                .param("secret", app.secret()).update();
    }

    /** Writes an editor, new or changed. */
    void write(Found editor, String name) {
        jdbc.sql(WRITE_EDITOR).params(Map.of("id", editor.id(), "name", name, "tokens", editor.tokens(), "names", editor.names(), "content", editor.content())).update();
    }

    /** @return SHA-256 of a file when it was loaded last, in hex */
    Optional<String> loaded(String location) {
        return jdbc.sql("select sha256 from carnet.app_catalogue_file where location = :location").param("location", location).query(String.class).optional();
    }

    /** Notes that a file was loaded. */
    void loaded(String location, String sha256, Instant at) {
        jdbc.sql("""
                        insert into carnet.app_catalogue_file (location, sha256, loaded) values (:location, :sha256, :at)
                        on conflict (location) do update set sha256 = excluded.sha256, loaded = excluded.loaded""")
                .params(Map.of("location", location, "sha256", sha256, "at", utc(at))).update();
    }

    private static StoredApp app(ResultSet row, int number) throws SQLException {
        return new StoredApp(row.getString("oid"), row.getString("client_id"), AppStatus.valueOf(row.getString("status")), instant(row, "period_start"),
                instant(row, "period_end"), instant(row, "first_start"), row.getLong("version"), nullable(row, "secret_hash"), row.getString("editor"), row.getString("content"));
    }

    private static @Nullable String nullable(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
