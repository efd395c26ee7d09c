package fr.carnet.server.authorization.login;

import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.RecordPolicies;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Writes logins, and attempts at one, into the history of the person's own record. Who has none, or is nobody known, leaves a log line without identifiers.
 * A login is traced before it counts. A refusal is traced beside its answer, so that the answer takes the same time whether or not there is a record to tell.
 */
@Component
class LoginTrace implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(LoginTrace.class);
    private static final String INTERACTION = "$login";
    private static final int OK = 200;
    private static final int REFUSED = 401;
    private static final int WAITING = 1000;
    private static final Duration LAST_LINES = Duration.ofSeconds(10);

    private final AuditTrail trail;
    private final RecordPolicies records;
    private final Clock clock;
    /** Above so many refusals that wait, whoever is refused writes its own line: none is lost. */
    private final ExecutorService beside = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), new ThreadPoolExecutor.CallerRunsPolicy());

    LoginTrace(AuditTrail trail, RecordPolicies records, Clock clock) {
        this.trail = trail;
        this.records = records;
        this.clock = clock;
    }

    /** @param way how, as {@link SignIn.Way#word} has it */
    void accepted(Account account, String way, String address) {
        LOG.info("login {} accepted", way);
        write(account, way, address, clock.instant(), OK);
    }

    /** @param step what failed: {@code password}, {@code code}, {@code locked}, {@code passkey}, or {@code oidc} */
    void refused(Optional<Account> account, String step, String address) {
        LOG.info("login {} refused", step);
        Instant now = clock.instant();
        account.ifPresent(known -> beside.execute(() -> writeRefusal(known, step, address, now)));
    }

    private void writeRefusal(Account account, String step, String address, Instant at) {
        try {
            write(account, step, address, at, REFUSED);
        } catch (RuntimeException untraced) {
            LOG.error("a refused login could not be traced: {}", untraced.getClass().getName());
        }
    }

    private void write(Account account, String word, String address, Instant at, int status) {
        records.findByIdentifier(account.insSystem(), account.insValue(), Set.of()).map(standing -> standing.policy().patientId()).ifPresent(patient -> {
            AuditDraft draft = new AuditDraft(at, UUID.randomUUID().toString(), address);
            draft.caller(status == OK ? new Caller.Holder(patient) : new Caller.Anonymous());
            draft.asked(INTERACTION, Optional.empty(), AccessMode.NORMAL);
            draft.patient(patient);
            draft.because("login " + word);
            trail.append(draft.finish(status));
        });
    }

    @Override
    public void destroy() throws InterruptedException {
        beside.shutdown();
        if (!beside.awaitTermination(LAST_LINES.toSeconds(), TimeUnit.SECONDS)) {
            LOG.error("refused logins were not all traced before the end");
        }
    }
}
