package fr.carnet.server.authorization.key;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of signing keys: what it holds is encrypted. */
final class KeyTable {

    private final JdbcClient jdbc;

    KeyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A stored key.
     *
     * @param kid       its id
     * @param created   when it was made
     * @param signsFrom when it begins to sign
     * @param sealed    itself, encrypted
     */
    record Row(String kid, Instant created, Instant signsFrom, String sealed) {
    }

    /** Nobody else changes keys until the transaction ends; they may be read. */
    void lock() {
        jdbc.sql("lock table carnet.signing_key in share row exclusive mode").update();
    }

    /** @return all keys, the first to sign first */
    List<Row> rows() {
        return jdbc.sql("select kid, created, signs_from, sealed from carnet.signing_key order by signs_from, kid").query((row, n) -> new Row(row.getString(1),
                row.getTimestamp(2).toInstant(), row.getTimestamp(3).toInstant(), row.getString(4))).list();
    }

    void insert(Row row) {
        jdbc.sql("insert into carnet.signing_key (kid, created, signs_from, sealed) values (?, ?, ?, ?)")
                .params(row.kid(), Timestamp.from(row.created()), Timestamp.from(row.signsFrom()), row.sealed()).update();
    }

    void reseal(String kid, String sealed) {
        jdbc.sql("update carnet.signing_key set sealed = ? where kid = ?").params(sealed, kid).update();
    }

    void delete(String kid) {
        jdbc.sql("delete from carnet.signing_key where kid = ?").param(kid).update();
    }
}
