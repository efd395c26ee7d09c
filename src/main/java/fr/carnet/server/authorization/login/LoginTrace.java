package fr.carnet.server.authorization.login;

import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.RecordPolicies;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes logins, and attempts at one, into the history of the person's own record. Who has none, or is nobody known, leaves a log line without identifiers. */
@Component
class LoginTrace {

    private static final Logger LOG = LoggerFactory.getLogger(LoginTrace.class);
    private static final String INTERACTION = "$login";
    private static final int OK = 200;
    private static final int REFUSED = 401;

    private final AuditTrail trail;
    private final RecordPolicies records;
    private final Clock clock;

    LoginTrace(AuditTrail trail, RecordPolicies records, Clock clock) {
        this.trail = trail;
        this.records = records;
        this.clock = clock;
    }

    /** @param way how, as {@link SignIn.Way#word} has it */
    void accepted(Account account, String way, String address) {
        write(Optional.of(account), way, address, OK);
    }

    /** @param step what failed: {@code password}, {@code code}, {@code locked}, {@code passkey}, or {@code oidc} */
    void refused(Optional<Account> account, String step, String address) {
        write(account, step, address, REFUSED);
    }

    private void write(Optional<Account> account, String word, String address, int status) {
        Optional<String> patient = account.flatMap(known -> records.findByIdentifier(known.insSystem(), known.insValue(), Set.of())).map(standing -> standing.policy().patientId());
        LOG.info("login {} {}", word, status);
        patient.ifPresent(id -> {
            AuditDraft draft = new AuditDraft(clock.instant(), UUID.randomUUID().toString(), address);
            draft.caller(status == OK ? new Caller.Holder(id) : new Caller.Anonymous());
            draft.asked(INTERACTION, Optional.empty(), AccessMode.NORMAL);
            draft.patient(id);
            draft.because("login " + word);
            trail.append(draft.finish(status));
        });
    }
}
