package fr.carnet.server.storage;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import jakarta.persistence.OptimisticLockException;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A write, its index rows, the policy row it changes and its trace record: all of it or nothing. */
@Component
public class WriteTransaction {

    /** HAPI's unique key on resource and version. */
    private static final String VERSIONS = "idx_resver_id_ver";
    private static final int CAUSES = 20;

    private final TransactionTemplate transaction;
    private final AuditTrail trail;

    WriteTransaction(PlatformTransactionManager transactions, AuditTrail trail) {
        this.transaction = new TransactionTemplate(transactions);
        this.trail = trail;
    }

    /**
     * @param request the request that writes
     * @param status  HTTP status it will be answered with
     * @param work    the write; names what it changed to the request's trace draft
     * @return what the work returns, after the commit
     */
    public <T> T execute(RequestDetails request, int status, Supplier<T> work) {
        AuditDraft draft = RequestScope.draft(request);
        try {
            T result = transaction.execute(started -> {
                T done = work.get();
                // The trace locks its chain's head to the end: whatever else takes a lock comes before it, or two writes could wait for each other.
                started.flush();
                trail.append(draft.finish(status));
                return done;
            });
            draft.markWritten();
            return result;
        } catch (RuntimeException failed) {
            draft.forgetEntities();
            throw isConflict(failed) ? Refusal.of(Answer.VERSION_CONFLICT) : failed;
        }
    }

    /** Somebody else changed the same resource since this transaction read it: the version column says so, or the unique key of its versions. */
    private static boolean isConflict(Throwable failed) {
        return Stream.iterate(failed, Objects::nonNull, Throwable::getCause).limit(CAUSES).anyMatch(cause -> cause instanceof OptimisticLockException
                || cause instanceof OptimisticLockingFailureException
                || cause instanceof ConstraintViolationException violation && VERSIONS.equalsIgnoreCase(violation.getConstraintName()));
    }
}
