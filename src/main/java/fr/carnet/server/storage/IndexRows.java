package fr.carnet.server.storage;

import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hibernate.FlushMode;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.AutoFlushEvent;
import org.hibernate.event.spi.AutoFlushEventListener;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.FlushEvent;
import org.hibernate.event.spi.FlushEventListener;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Index rows of resources that a transaction stores for the first time. They are written when Hibernate writes the resources, all of them in one statement, and read by
 * whatever asks in the same transaction, as if Hibernate had written them: a query has it write first.
 */
final class IndexRows implements FlushEventListener, AutoFlushEventListener {

    /** Table to the column that names the resource. */
    private static final Map<String, String> TABLES = Map.of("hfj_spidx_token", "res_id", "hfj_spidx_string", "res_id", "hfj_spidx_date", "res_id",
            "hfj_res_link", "src_resource_id", "hfj_idx_cmb_tok_nu", "res_id");

    /** Has the rows written at the next flush; in the place of those that the resource was to have before. */
    void add(EventSource session, ResourceTable resource, FoundRows rows) {
        Pending pending = pending(session);
        if (pending == null) {
            pending = new Pending(this, session);
            TransactionSynchronizationManager.bindResource(this, pending);
            TransactionSynchronizationManager.registerSynchronization(pending);
        }
        pending.waiting.put(resource, rows);
    }

    /** Takes back what was written, or is to be written, of a resource that this transaction stores: it changes again, and Hibernate knows nothing of these rows. */
    void forget(EventSource session, ResourceTable resource) {
        Pending pending = pending(session);
        if (pending == null) {
            return;
        }
        pending.waiting.remove(resource);
        if (pending.written.remove(resource)) {
            session.doWork(connection -> delete(connection, resource.getId().getId()));
        }
    }

    @Override
    public void onFlush(FlushEvent event) {
        write(event.getSession());
    }

    /** After Hibernate's own listener: it has written the resources, or found nothing of its own in the tables that the query reads. */
    @Override
    public void onAutoFlush(AutoFlushEvent event) {
        EventSource session = event.getSession();
        if (event.isFlushRequired()) {
            write(session);
        } else if (!session.getHibernateFlushMode().lessThan(FlushMode.AUTO) && event.getQuerySpaces().stream().map(space -> space.toLowerCase(Locale.ROOT)).anyMatch(TABLES::containsKey)) {
            Pending pending = pending(session);
            if (pending != null && !pending.waiting.isEmpty()) {
                session.flush();
            }
        }
    }

    private void write(EventSource session) {
        Pending pending = pending(session);
        if (pending != null && !pending.waiting.isEmpty()) {
            List<FoundRows> rows = List.copyOf(pending.waiting.values());
            pending.written.addAll(pending.waiting.keySet());
            pending.waiting.clear();
            session.doWork(connection -> IndexRowsCall.add(connection, rows));
        }
    }

    private @Nullable Pending pending(SharedSessionContractImplementor session) {
        Pending bound = (Pending) TransactionSynchronizationManager.getResource(this);
        return bound == null || bound.session != session ? null : bound;
    }

    private static void delete(Connection connection, Long resource) throws SQLException {
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            try (PreparedStatement statement = connection.prepareStatement("delete from " + table.getKey() + " where " + table.getValue() + " = ?")) {
                statement.setLong(1, resource);
                statement.executeUpdate();
            }
        }
    }

    /** Of one transaction and its session. */
    private static final class Pending implements TransactionSynchronization {

        private final IndexRows key;
        private final EventSource session;
        private final Map<ResourceTable, FoundRows> waiting = new IdentityHashMap<>();
        private final Set<ResourceTable> written = Collections.newSetFromMap(new IdentityHashMap<>());

        private Pending(IndexRows key, EventSource session) {
            this.key = key;
            this.session = session;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(key);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(key, this);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            if (!waiting.isEmpty()) {
                session.flush();
            }
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(key);
        }
    }
}
