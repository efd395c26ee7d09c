package fr.carnet.perf.growth;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedComboTokenNonUnique;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Replicates every record of a Carnet database, whole, so many times: resources, versions, index rows, links, policies, contents, trace. Set-based: a
 * few seconds per 10,000 documents. The hashes of values that change are computed by HAPI's own classes. The server must not run meanwhile.
 */
public final class Replication {

    /** What may not be left behind unseen: a table that points to the resources of records and that is not replicated. */
    private static final String REFERRING = """
            select c.conrelid::regclass::text, a.attname from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
            where c.contype = 'f' and c.confrelid = 'public.hfj_resource'::regclass""";

    private static final List<String> PREPARATION = List.of(
            "create schema growth",
            """
            create function growth.renewed(name text, copy int) returns text language sql immutable parallel safe as $$
                select case when length(name) = 15 then (name::bigint + copy * %d)::text else md5(name || '/' || copy)::uuid::text end $$"""
                    .formatted(Renewal.IDENTITIES_APART).replace("growth.renewed", "growth.renewed_name"),
            """
            create function growth.names(t text) returns text[] language sql immutable parallel safe as $$
                select coalesce(array_agg(distinct found[1]), '{}') from regexp_matches(t, '(%s)', 'g') found $$""".formatted(Renewal.NAMES),
            """
            create function growth.renewed(t text, names text[], copy int) returns text language plpgsql immutable parallel safe as $$
            declare name text;
            begin
                foreach name in array names loop t := replace(t, name, growth.renewed_name(name, copy)); end loop;
                return t;
            end $$""",
            """
            create function growth.renewed(t text, copy int) returns text language sql immutable parallel safe as $$
                select growth.renewed(t, growth.names(t), copy) $$""",
            "create table growth.record as select patient_id from carnet.record_policy",
            """
            create table growth.resource as
                select r.res_id from hfj_resource r join growth.record p on p.patient_id = r.fhir_id and r.res_type = 'Patient'
                union
                select l.src_resource_id from hfj_res_link l join hfj_resource r on r.res_id = l.target_resource_id and r.res_type = 'Patient'""",
            "create unique index on growth.resource (res_id)",
            "create table growth.text as select v.pid, growth.names(v.res_text_vc) as names from hfj_res_ver v join growth.resource using (res_id)",
            """
            create table growth.step as select ((greatest(
                (select max(res_id) from hfj_resource), (select max(pid) from hfj_res_ver), (select max(sp_id) from hfj_spidx_token),
                (select max(sp_id) from hfj_spidx_string), (select max(sp_id) from hfj_spidx_date), (select max(pid) from hfj_res_link),
                (select max(pid) from hfj_idx_cmb_tok_nu)) / 1000 + 1) * 1000) as stride""",
            "create table growth.token (sp_id bigint primary key, sp_value text, hash_value bigint, hash_sys_and_value bigint)",
            "create table growth.combined (old text primary key, idx_string text, hash_complete bigint)",
            "analyze");

    /** HAPI reserves 50 ids with each value of a sequence. */
    private static final String SEQUENCES = """
            select setval(sequencename::regclass, greatest(coalesce(last_value, 1), (select stride from growth.step) * %d)) from pg_sequences
            where schemaname = 'public' and (sequencename like 'seq_spidx%%' or sequencename in ('seq_resource_id', 'seq_resource_history_id', 'seq_reslink_id', 'seq_idxcmbtoknu_id'))""";

    private static final PartitionSettings PARTITIONS = new PartitionSettings();
    private static final RequestPartitionId PARTITION = RequestPartitionId.defaultPartition();

    private final String jdbcUrl;

    /** @param jdbcUrl with user and password */
    public Replication(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** @param copies how many replicas of each record there are to be in the end, besides the original */
    public void run(int copies) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl); Statement statement = connection.createStatement()) {
            statement.execute("set search_path = public, carnet");
            statement.execute("set synchronous_commit = off");
            for (String step : PREPARATION) {
                statement.execute(step);
            }
            complete(statement);
            for (int copy = 1; copy <= copies; copy++) {
                statement.execute("begin");
                hashes(connection, statement, copy);
                // The foreign keys hold by construction; checking each row would take longer than adding it.
                statement.execute("set local session_replication_role = replica");
                for (CopiedTable table : CopiedTable.ofHapi()) {
                    table.copy(connection, copy);
                }
                statement.execute("set local session_replication_role = origin");
                for (CopiedTable table : CopiedTable.ofCarnet()) {
                    table.copy(connection, copy);
                }
                statement.execute("commit");
            }
            statement.execute(SEQUENCES.formatted(copies + 2));
            statement.execute("drop schema growth cascade");
        }
    }

    private static void complete(Statement statement) throws SQLException {
        List<String> copied = CopiedTable.ofHapi().stream().map(table -> table.table().replace("public.", "")).toList();
        StringBuilder left = new StringBuilder("select ''");
        try (ResultSet referring = statement.executeQuery(REFERRING)) {
            while (referring.next()) {
                if (!copied.contains(referring.getString(1))) {
                    left.append(" union all select '%1$s' where exists (select 1 from %1$s join growth.resource on res_id = %1$s.%2$s)"
                            .formatted(referring.getString(1), referring.getString(2)).replace("on res_id", "on growth.resource.res_id"));
                }
            }
        }
        try (ResultSet rows = statement.executeQuery("select string_agg(t, ' ') from (" + left + ") as x(t) where t <> ''")) {
            rows.next();
            if (rows.getString(1) != null) {
                throw new IllegalStateException("not replicated, and not empty: " + rows.getString(1));
            }
        }
    }

    private static void hashes(Connection connection, Statement statement, int copy) throws SQLException, IOException {
        statement.execute("truncate growth.token, growth.combined");
        StringBuilder tokens = new StringBuilder();
        try (ResultSet rows = statement.executeQuery("select t.sp_id, t.res_type, t.sp_name, t.sp_system, t.sp_value, t.hash_value, t.hash_sys_and_value "
                + "from hfj_spidx_token t join growth.resource using (res_id) where t.sp_value ~ '" + Renewal.NAMES + "'")) {
            while (rows.next()) {
                String type = rows.getString(2);
                String name = rows.getString(3);
                String system = rows.getString(4);
                same(rows.getLong(6), value(type, name, rows.getString(5)));
                same(rows.getLong(7), systemAndValue(type, name, system, rows.getString(5)));
                String value = Renewal.of(rows.getString(5), copy);
                tokens.append("%d\t%s\t%d\t%d\n".formatted(rows.getLong(1), value, value(type, name, value), systemAndValue(type, name, system, value)));
            }
        }
        StringBuilder combined = new StringBuilder();
        try (ResultSet rows = statement.executeQuery("select distinct t.idx_string, t.hash_complete from hfj_idx_cmb_tok_nu t join growth.resource using (res_id)")) {
            while (rows.next()) {
                String old = rows.getString(1);
                same(rows.getLong(2), ResourceIndexedComboTokenNonUnique.calculateHashComplete(PARTITIONS, null, old));
                String renewed = Renewal.of(old, copy);
                combined.append("%s\t%s\t%d\n".formatted(old, renewed, ResourceIndexedComboTokenNonUnique.calculateHashComplete(PARTITIONS, null, renewed)));
            }
        }
        var copied = connection.unwrap(PGConnection.class).getCopyAPI();
        copied.copyIn("copy growth.token from stdin", new StringReader(tokens.toString()));
        copied.copyIn("copy growth.combined from stdin", new StringReader(combined.toString()));
        statement.execute("analyze growth.token");
        statement.execute("analyze growth.combined");
    }

    private static long value(String type, String name, String value) {
        return ResourceIndexedSearchParamToken.calculateHashValue(PARTITIONS, PARTITION, type, name, value);
    }

    private static long systemAndValue(String type, String name, String system, String value) {
        return ResourceIndexedSearchParamToken.calculateHashSystemAndValue(PARTITIONS, PARTITION, type, name, system, value);
    }

    private static void same(long stored, long computed) {
        if (stored != computed) {
            throw new IllegalStateException("the hash of an original is not the one that HAPI computes here: " + stored + ", " + computed);
        }
    }
}
