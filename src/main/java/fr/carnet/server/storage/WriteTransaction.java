package fr.carnet.server.storage;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.enforcement.hapi.RequestScope;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A write, its index rows, the policy row it changes and its trace record: all of it or nothing. */
@Component
public class WriteTransaction {

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
            throw failed;
        }
    }
}
