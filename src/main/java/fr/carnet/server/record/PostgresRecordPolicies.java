package fr.carnet.server.record;

import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.RecordPolicies;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.server.storage.PolicyRows;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The record_policy table. One statement per question, read at every request: nothing is cached, so nothing has to be invalidated. */
@Component
class PostgresRecordPolicies implements RecordPolicies {

    /** V16__standing_and_sight.sql: one plan for all values. */
    private static final String BY_ID = "select * from carnet.record_standing(:patient, null, null, cast(:authors as text[]))";
    private static final String BY_IDENTITY = "select * from carnet.record_standing(null, :system, :value, cast(:authors as text[]))";

    private final JdbcClient jdbc;
    private final PolicyRows rows;

    PostgresRecordPolicies(JdbcClient jdbc, PolicyRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    @Override
    public Optional<Standing> find(String patientId, Set<AclToken> authors) {
        return one(jdbc.sql(BY_ID).param("patient", patientId), authors);
    }

    @Override
    public Optional<Standing> findByIdentifier(String system, String value, Set<AclToken> authors) {
        return one(jdbc.sql(BY_IDENTITY).param("system", system).param("value", value), authors);
    }

    private Optional<Standing> one(JdbcClient.StatementSpec statement, Set<AclToken> authors) {
        return statement.param("authors", authors.stream().map(AclToken::value).toArray(String[]::new))
                .query(row -> row.next() ? rows.standing(row) : rows.none());
    }

    /**
     * Adds the row of a new record.
     *
     * @return false when this identity has a record already
     */
    boolean add(RecordPolicy policy, String system, String value) {
        try {
            jdbc.sql("insert into carnet.record_policy (patient_id, ins_system, ins_value, policy) values (?, ?, ?, ?::jsonb)")
                    .params(policy.patientId(), system, value, rows.write(policy)).update();
            return true;
        } catch (DuplicateKeyException exists) {
            return false;
        }
    }

    /** Locks a record's row until the transaction ends. */
    RecordPolicy lock(String patientId) {
        return rows.read(jdbc.sql("select policy from carnet.record_policy where patient_id = ? for update").param(patientId).query(String.class).single());
    }

    /** Keeps a record's row as it is until the transaction ends, together with others who do. */
    RecordPolicy hold(String patientId) {
        return rows.read(jdbc.sql("select policy from carnet.record_policy where patient_id = ? for share").param(patientId).query(String.class).single());
    }

    /** Replaces a record's row. */
    void replace(RecordPolicy policy) {
        jdbc.sql("update carnet.record_policy set policy = ?::jsonb, version = version + 1 where patient_id = ?")
                .params(rows.write(policy), policy.patientId()).update();
    }
}
