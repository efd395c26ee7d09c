package fr.carnet.enforcement.oracle;

import fr.carnet.enforcement.support.Rules;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.postgresql.PGConnection;

/** The reference side: {@code oracle/visibility.sql} in a PostgreSQL of its own, the two data files copied into it as they are. */
final class OracleDatabase implements AutoCloseable {

    /**
     * One document of the reference.
     *
     * @param type                   document type, empty for none
     * @param masked                 MASQUE_PS
     * @param invisiblePatient       INVISIBLE_PATIENT
     * @param invisibleRepresentants INVISIBLE_REPRESENTANTS_LEGAUX
     * @param deleted                status entered-in-error
     */
    record Document(Optional<String> type, boolean masked, boolean invisiblePatient, boolean invisibleRepresentants, boolean deleted) {
    }

    private final EmbeddedPostgres postgres;
    private final Connection connection;

    OracleDatabase(List<OracleCaller> callers) throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        connection = postgres.getPostgresDatabase().getConnection();
        try (InputStream sql = Objects.requireNonNull(OracleDatabase.class.getResourceAsStream("/oracle/visibility.sql"))) {
            execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
        copy("habilitation_matrix", "habilitation-matrix.csv");
        copy("profession", "professions.csv");
        insert(callers);
        execute("analyze");
    }

    /** @return every document, in the order of its id */
    List<Document> documents() throws SQLException {
        List<Document> documents = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from document order by id")) {
            while (rows.next()) {
                documents.add(new Document(Optional.ofNullable(rows.getString("type")), rows.getBoolean("masque_ps"), rows.getBoolean("invisible_patient"),
                        rows.getBoolean("invisible_representants"), "entered-in-error".equals(rows.getString("status"))));
            }
        }
        return documents;
    }

    /** @return one text per caller, in the order of the callers: 1 for each document shown, 0 for each that is not */
    List<String> visibility() throws SQLException {
        List<String> shown = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select documents from visibility order by caller_id")) {
            while (rows.next()) {
                shown.add(rows.getString(1));
            }
        }
        return shown;
    }

    /** Changes the reference, for the negative control. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void copy(String table, String file) throws SQLException, IOException {
        try (Reader csv = Rules.terminology(file)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin with (format csv, header match)", csv);
        }
    }

    private void insert(List<OracleCaller> callers) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement("insert into caller values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int id = 0; id < callers.size(); id++) {
                OracleCaller caller = callers.get(id);
                Object[] values = {id, caller.kind(), caller.profession(), caller.savoirFaire(), caller.section(), caller.authorisation(), caller.blocked(),
                    caller.attending(), caller.author(), caller.ownRecord(), caller.delegation(), caller.adult()};
                for (int column = 0; column < values.length; column++) {
                    row.setObject(column + 1, values[column]);
                }
                row.addBatch();
            }
            row.executeBatch();
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        postgres.close();
    }
}
