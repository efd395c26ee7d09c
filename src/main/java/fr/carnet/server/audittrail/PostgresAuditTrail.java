package fr.carnet.server.audittrail;

import fr.carnet.enforcement.audit.AuditRecord;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.server.storage.DatabaseAway;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The trace in PostgreSQL: one row per request, in the write's transaction when there is one, else committed with those of other requests before the answer leaves. */
@Component
class PostgresAuditTrail implements AuditTrail {

    private static final int CAUSES = 20;
    /** PostgreSQL lets sessions that commit at once share a flush: with fewer writers requests wait for two, with more the groups are small (ADR 0019). */
    private static final int WRITERS = 4;

    private final TraceWriter writer;
    private final GroupCommit together;

    PostgresAuditTrail(TraceWriter writer, DatabaseAway away) {
        this.writer = writer;
        // A connection that breaks at the commit does not tell what became of it.
        this.together = new GroupCommit(writer, failed -> Stream.iterate((Throwable) failed, Objects::nonNull, Throwable::getCause).limit(CAUSES).anyMatch(away), WRITERS);
    }

    @Override
    public void append(AuditRecord entry) {
        TraceLine line = TraceLine.of(entry);
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            writer.write(List.of(line));
        } else {
            together.append(line);
        }
    }
}
