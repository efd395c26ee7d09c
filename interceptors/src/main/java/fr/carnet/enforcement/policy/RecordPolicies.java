package fr.carnet.enforcement.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Port: the gate's one row. Implementations read the database at every call, so that a withdrawal binds the very next request. */
public interface RecordPolicies {

    /**
     * @param patientId id of a Patient
     * @param authors   author tokens of the caller
     * @return how the record stands for this caller; empty when there is no such record
     */
    Optional<Standing> find(String patientId, Set<AclToken> authors);

    /**
     * @param system  identifier system (INS production, NIA, test, demo)
     * @param value   identifier value
     * @param authors author tokens of the caller
     * @return how the record of the person with this national identifier stands for this caller
     */
    Optional<Standing> findByIdentifier(String system, String value, Set<AclToken> authors);

    /**
     * @param policy       the record
     * @param hasDeposited whether one of the author tokens has deposited here
     * @param latest       the latest break-glass session that one of the author tokens opened here
     * @param closure      when and why the record was closed; empty unless it was
     */
    record Standing(RecordPolicy policy, boolean hasDeposited, Optional<Session> latest, Optional<Closure> closure) {

        /** @param instant the request's instant */
        public Optional<Session> sessionAt(Instant instant) {
            return latest.filter(session -> instant.isBefore(session.until()));
        }

        /** @param instant the request's instant */
        public boolean hasSessionAt(Instant instant) {
            return sessionAt(instant).isPresent();
        }
    }

    /**
     * A closure, as professionals are told of it (PDSm4DMP TD0.2). No rule asks for it.
     *
     * @param on     day
     * @param motive code of the motive
     * @param reason in words
     */
    record Closure(LocalDate on, Optional<String> motive, Optional<String> reason) {
    }

    /**
     * A break-glass session.
     *
     * @param until  when it ends
     * @param reason written reason it was opened with
     */
    record Session(Instant until, String reason) {
    }
}
