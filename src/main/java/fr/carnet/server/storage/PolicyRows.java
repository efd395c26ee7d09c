package fr.carnet.server.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.RecordPolicies.Closure;
import fr.carnet.enforcement.policy.RecordPolicies.Session;
import fr.carnet.enforcement.policy.RecordPolicies.Standing;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How a record's policy is written in its row, and how the gate's row is read (V16__standing_and_sight.sql). */
@Component
public class PolicyRows {

    private final ObjectMapper json;
    /** A record with one authorisation, as a row. */
    private final String noRecord;

    PolicyRows(ObjectMapper json) {
        this.json = json;
        RecordPolicy opened = RecordPolicy.opened("00000000-0000-0000-0000-000000000000", LocalDate.EPOCH);
        this.noRecord = write(new RecordPolicy(opened.patientId(), opened.state(), opened.birthDate(),
                List.of(new Authorisation(new ActorId(ActorId.PROFESSIONAL, "0"), Instant.EPOCH, Instant.EPOCH)), opened.blocked(), opened.attendingDoctors(),
                opened.depositOppositions(), opened.emergency(), opened.delegations(), opened.purposes(), opened.masksNewDocuments()));
    }

    /**
     * @param row begins with the columns of {@code carnet.record_standing}
     * @return how the record stands for who asked; empty when there is none
     */
    public Optional<Standing> standing(ResultSet row) throws SQLException {
        @Nullable String policy = row.getString(1);
        return policy == null ? none() : Optional.of(new Standing(read(policy), row.getBoolean(2), session(row.getTimestamp(3), row.getString(4)), closure(row)));
    }

    /** @return nothing, after as long as it takes to understand a row: an absent record must not be told from another by the clock */
    public Optional<Standing> none() {
        read(noRecord);
        return Optional.empty();
    }

    /** @throws IllegalStateException when the row is not understood: it decides who may read, and then lets nobody in */
    public RecordPolicy read(String policy) {
        try {
            return json.readValue(policy, RecordPolicy.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("record_policy row not understood");
        }
    }

    /** @return the policy as its row holds it */
    public String write(RecordPolicy policy) {
        try {
            return json.writeValueAsString(policy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("record_policy row not written");
        }
    }

    private static Optional<Session> session(@Nullable Timestamp until, @Nullable String reason) {
        return until == null || reason == null ? Optional.empty() : Optional.of(new Session(until.toInstant(), reason));
    }

    private static Optional<Closure> closure(ResultSet row) throws SQLException {
        @Nullable LocalDate on = row.getObject(5, LocalDate.class);
        return on == null ? Optional.empty() : Optional.of(new Closure(on, Optional.ofNullable(row.getString(6)), Optional.ofNullable(row.getString(7))));
    }
}
