package fr.carnet.server.authorization.token;

import fr.carnet.server.storage.Profiles.Profile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The pairings, in PostgreSQL. Ending one takes its codes and tokens with it and binds the very next request; each change is traced with it, all or nothing. */
@Component
public class Pairings {

    private static final String SELECT = "select id, client_id, account_id, patient_id, related_person_id, id_pe, created, ended, end_reason from carnet.pairing ";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final PairingTrace trace;
    private final Clock clock;

    Pairings(JdbcClient jdbc, PlatformTransactionManager transactions, PairingTrace trace, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Opens a pairing, in the transaction of the code that it is given with.
     *
     * @param id      id of the grant, a UUID
     * @param account account id of the person
     * @param profile the record, and as whom the person acts
     * @param idPe    the app's own identifier of the patient, {@linkplain #isFree free} for this record
     */
    public Pairing open(String id, String clientId, String account, Profile profile, Optional<IdPe> idPe) {
        Pairing pairing = new Pairing(id, clientId, account, profile.patientId(), profile.relatedPersonId(), idPe.map(IdPe::value), clock.instant(), Optional.empty(), Optional.empty());
        transaction.executeWithoutResult(started -> {
            jdbc.sql("insert into carnet.pairing (id, client_id, account_id, patient_id, related_person_id, id_pe, created) values (?, ?, ?, ?, ?, ?, ?)")
                    .params(UUID.fromString(id), clientId, UUID.fromString(account), pairing.patientId(), pairing.relatedPersonId().orElse(null), pairing.idPe().orElse(null),
                            Timestamp.from(pairing.created()))
                    .update();
            trace.opened(pairing);
        });
        return pairing;
    }

    /**
     * Whether an app may call this patient so: two patients under one identifier would be taken for each other. Nobody else opens a pairing under it until the
     * transaction of the caller ends.
     */
    boolean isFree(String clientId, IdPe idPe, String patientId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(? || '|' || ?, 0))").params(clientId, idPe.value()).query((row, n) -> n).list();
        return jdbc.sql("select not exists (select 1 from carnet.pairing where client_id = ? and id_pe = ? and patient_id <> ? and ended is null)")
                .params(clientId, idPe.value(), patientId).query(Boolean.class).single();
    }

    /** @return the pairing, ended or not; empty when there is none by this id */
    public Optional<Pairing> find(String id) {
        return isId(id) ? jdbc.sql(SELECT + "where id = ?").param(UUID.fromString(id)).query(Pairings::row).optional() : Optional.empty();
    }

    /** @return every pairing of a record, ended ones included, the newest first */
    public List<Pairing> ofPatient(String patientId) {
        return jdbc.sql(SELECT + "where patient_id = ? order by created desc").param(patientId).query(Pairings::row).list();
    }

    /**
     * Ends one pairing with its codes and tokens; nothing happens when it has ended already.
     *
     * @param reason why, a stable word such as {@code disconnected}; it stands in the trace
     * @return whether it lasted until now
     */
    public boolean end(String id, String reason) {
        return find(id).filter(Pairing::isLive).map(pairing -> ended(pairing, reason)).orElse(false);
    }

    /**
     * Ends every pairing of an app with a record.
     *
     * @param reason why, as for {@link #end}
     * @return how many lasted until now
     */
    public int endAll(String patientId, String clientId, String reason) {
        return (int) ofPatient(patientId).stream().filter(pairing -> pairing.isLive() && pairing.clientId().equals(clientId)).filter(pairing -> ended(pairing, reason)).count();
    }

    /** @return whether this is written as ids of pairings are */
    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    private boolean ended(Pairing pairing, String reason) {
        Instant now = clock.instant();
        return Boolean.TRUE.equals(transaction.execute(started -> {
            // The grant first, as at the token endpoint: two that wait for each other would both fail.
            jdbc.sql("select id from carnet.oauth2_authorization where id = ? for update").param(pairing.id()).query(String.class).optional();
            UUID id = UUID.fromString(pairing.id());
            boolean lasted = jdbc.sql("update carnet.pairing set ended = ?, end_reason = ? where id = ? and ended is null").params(Timestamp.from(now), reason, id).update() == 1;
            if (lasted) {
                jdbc.sql("delete from carnet.oauth2_authorization where id = ?").param(pairing.id()).update();
                trace.ended(pairing, reason, now);
            }
            return lasted;
        }));
    }

    private static Pairing row(ResultSet row, int n) throws SQLException {
        return new Pairing(row.getString(1), row.getString(2), row.getString(3), row.getString(4), Optional.ofNullable(row.getString(5)), Optional.ofNullable(row.getString(6)),
                row.getTimestamp(7).toInstant(), Optional.ofNullable(row.getTimestamp(8)).map(Timestamp::toInstant), Optional.ofNullable(row.getString(9)));
    }
}
