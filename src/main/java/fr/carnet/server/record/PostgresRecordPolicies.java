package fr.carnet.server.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.RecordPolicies;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    private final ObjectMapper json;
    /** A record with one authorisation, as a row. */
    private final String noRecord;

    PostgresRecordPolicies(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        RecordPolicy opened = RecordPolicy.opened("00000000-0000-0000-0000-000000000000", LocalDate.EPOCH);
        this.noRecord = write(new RecordPolicy(opened.patientId(), opened.state(), opened.birthDate(),
                List.of(new Authorisation(new ActorId(ActorId.PROFESSIONAL, "0"), Instant.EPOCH, Instant.EPOCH)), opened.blocked(), opened.attendingDoctors(),
                opened.depositOppositions(), opened.emergency(), opened.delegations(), opened.purposes(), opened.masksNewDocuments()));
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
        Optional<Standing> found = statement.param("authors", authors.stream().map(AclToken::value).toArray(String[]::new))
                .query((row, n) -> new Standing(read(row.getString(1)), row.getBoolean(2), session(row.getTimestamp(3), row.getString(4)), closure(row)))
                .optional();
        if (found.isEmpty()) {
            // As long as it takes to understand a row: an absent record must not be told from another by the clock.
            read(noRecord);
        }
        return found;
    }

    private static Optional<Session> session(@Nullable Timestamp until, @Nullable String reason) {
        return until == null || reason == null ? Optional.empty() : Optional.of(new Session(until.toInstant(), reason));
    }

    private static Optional<Closure> closure(ResultSet row) throws SQLException {
        @Nullable LocalDate on = row.getObject(5, LocalDate.class);
        return on == null ? Optional.empty() : Optional.of(new Closure(on, Optional.ofNullable(row.getString(6)), Optional.ofNullable(row.getString(7))));
    }

    /**
     * Adds the row of a new record.
     *
     * @return false when this identity has a record already
     */
    boolean add(RecordPolicy policy, String system, String value) {
        try {
            jdbc.sql("insert into carnet.record_policy (patient_id, ins_system, ins_value, policy) values (?, ?, ?, ?::jsonb)")
                    .params(policy.patientId(), system, value, write(policy)).update();
            return true;
        } catch (DuplicateKeyException exists) {
            return false;
        }
    }

    /** Locks a record's row until the transaction ends. */
    RecordPolicy lock(String patientId) {
        return read(jdbc.sql("select policy from carnet.record_policy where patient_id = ? for update").param(patientId).query(String.class).single());
    }

    /** Keeps a record's row as it is until the transaction ends, together with others who do. */
    RecordPolicy hold(String patientId) {
        return read(jdbc.sql("select policy from carnet.record_policy where patient_id = ? for share").param(patientId).query(String.class).single());
    }

    /** Replaces a record's row. */
    void replace(RecordPolicy policy) {
        jdbc.sql("update carnet.record_policy set policy = ?::jsonb, version = version + 1 where patient_id = ?")
                .params(write(policy), policy.patientId()).update();
    }

    private RecordPolicy read(String policy) {
        try {
            return json.readValue(policy, RecordPolicy.class);
        } catch (JsonProcessingException e) {
            // The row decides who may read: one that cannot be understood lets nobody in.
            throw new IllegalStateException("record_policy row not understood");
        }
    }

    private String write(RecordPolicy policy) {
        try {
            return json.writeValueAsString(policy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("record_policy row not written");
        }
    }
}
