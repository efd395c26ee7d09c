package fr.carnet.server.storage;

import ca.uhn.fhir.jpa.cache.ISearchParamIdentityCacheSvc;
import ca.uhn.fhir.jpa.dao.index.DaoSearchParamSynchronizer;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.jpa.util.AddRemoveCount;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.stream.Stream;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.event.spi.EventSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * HAPI's writer of index rows, but for new resources, whose rows (about thirty of a document) are written without becoming entities: one statement for all of a
 * transaction. What changes is left to HAPI, which compares it with the rows that are there.
 */
final class NewResourceIndex extends DaoSearchParamSynchronizer {

    private final EntityManager entities;
    private final ISearchParamIdentityCacheSvc identities;
    private final IndexRows rows;

    NewResourceIndex(EntityManager entities, ISearchParamIdentityCacheSvc identities, IndexRows rows) {
        this.entities = entities;
        this.identities = identities;
        this.rows = rows;
    }

    @Override
    public AddRemoveCount synchronizeSearchParamsToDatabase(ResourceIndexedSearchParams found, ResourceTable resource, ResourceIndexedSearchParams existing) {
        EventSource session = entities.unwrap(EventSource.class);
        boolean without = isWithoutRows(existing);
        if (without) {
            rows.forget(session, resource);
        }
        if (!without || !isNew(session, resource) || !FoundRows.isAll(resource, found) || !TransactionSynchronizationManager.isSynchronizationActive()) {
            return super.synchronizeSearchParamsToDatabase(found, resource, existing);
        }
        FoundRows taken = FoundRows.take(resource, found);
        taken.named().forEach(row -> identities.findOrCreateSearchParamIdentity(row.getHashIdentity(), row.getResourceType(), row.getParamName()));
        rows.add(session, resource, taken);
        AddRemoveCount count = new AddRemoveCount();
        count.addToAddCount(taken.size());
        return count;
    }

    /** Stored in this transaction and not yet written. */
    private static boolean isNew(EventSource session, ResourceTable resource) {
        EntityEntry entry = session.getPersistenceContext().getEntry(resource);
        return entry != null && !entry.isExistsInDatabase();
    }

    private static boolean isWithoutRows(ResourceIndexedSearchParams existing) {
        return Stream.of(existing.myTokenParams, existing.myStringParams, existing.myDateParams, existing.myLinks, existing.myComboTokenNonUnique).allMatch(Collection::isEmpty);
    }
}
