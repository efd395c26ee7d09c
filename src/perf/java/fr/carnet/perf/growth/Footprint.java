package fr.carnet.perf.growth;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** What PostgreSQL keeps of a database, and which blocks its statements touch. */
public final class Footprint {

    private static final String SIZES = """
            select n.nspname || '.' || t.relname, coalesce(i.relname, ''), pg_table_size(coalesce(i.oid, t.oid)), coalesce(s.idx_scan, 0)
            from pg_class t join pg_namespace n on n.oid = t.relnamespace
            cross join lateral (select null::oid union all select indexrelid from pg_index where indrelid = t.oid) x (index)
            left join pg_class i on i.oid = x.index left join pg_stat_user_indexes s on s.indexrelid = x.index
            where t.relkind = 'r' and n.nspname in ('public', 'carnet') and pg_total_relation_size(t.oid) > 0 order by 1, 2""";

    private static final String BLOCKS = """
            select regexp_replace(query, '\\s+', ' ', 'g'), sum(calls), sum(shared_blks_hit + shared_blks_read), sum(rows)
            from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = '%s' group by 1""";

    private Footprint() {
    }

    /**
     * What one statement did.
     *
     * @param calls  how often it ran
     * @param blocks blocks of 8 KiB that it looked at, in memory or not
     * @param rows   rows that it returned or changed
     */
    public record Work(long calls, long blocks, long rows) {

        private Work less(Work before) {
            return new Work(calls - before.calls, blocks - before.blocks, rows - before.rows);
        }
    }

    /** @return one line per table and index: table, index (empty for the table, its TOAST included), bytes, scans of the index */
    public static String sizes(String jdbcUrl, String database) throws SQLException {
        StringBuilder lines = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(jdbcUrl); Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(SIZES)) {
            while (rows.next()) {
                lines.append("%s,%s,%s,%d,%d%n".formatted(database, rows.getString(1), rows.getString(2), rows.getLong(3), rows.getLong(4)));
            }
        }
        return lines.toString();
    }

    /**
     * @param jdbcUrl  of the database that has {@code pg_stat_statements}
     * @param database whose statements
     * @return what each statement has done so far
     */
    public static Map<String, Work> work(String jdbcUrl, String database) throws SQLException {
        Map<String, Work> work = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(BLOCKS.formatted(database))) {
            while (rows.next()) {
                work.put(rows.getString(1), new Work(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
            }
        }
        return work;
    }

    /** @return what was done between two looks, statements that did nothing left out */
    public static Map<String, Work> between(Map<String, Work> before, Map<String, Work> after) {
        Map<String, Work> between = new TreeMap<>();
        after.forEach((statement, work) -> {
            Work done = work.less(before.getOrDefault(statement, new Work(0, 0, 0)));
            if (done.calls() > 0) {
                between.put(statement, done);
            }
        });
        return between;
    }
}
