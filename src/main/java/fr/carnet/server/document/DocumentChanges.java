package fr.carnet.server.document;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.model.DaoMethodOutcome;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import fr.carnet.enforcement.hapi.InternalRequest;
import fr.carnet.enforcement.hapi.RequestScope;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores changed documents inside an open write transaction, and restamps what names them, once each and whatever names it last: a List or
 * Provenance never shows what its documents hide.
 */
@Component
class DocumentChanges {

    private static final String DOCUMENTS = "select r.res_id, r.res_type, r.fhir_id from hfj_resource r where r.res_type = 'DocumentReference' and r.fhir_id = any (:ids)";

    /** A List may name a List, and a Provenance either: those that name others last come last. */
    private static final String NAMING = """
            with recursive naming (res_id, depth) as (
                select l.src_resource_id, 1 from hfj_resource r
                join hfj_res_link l on l.target_resource_id = r.res_id and l.src_path in ('List.entry.item', 'Provenance.target')
                where r.res_type = 'DocumentReference' and r.fhir_id = any (:ids)
                union
                select l.src_resource_id, depth + 1 from naming
                join hfj_res_link l on l.target_resource_id = naming.res_id and l.src_path in ('List.entry.item', 'Provenance.target'))
            select r.res_id, r.res_type, r.fhir_id from naming join hfj_resource r using (res_id)
            group by r.res_id, r.res_type, r.fhir_id order by max(depth), r.res_id""";

    private final DaoRegistry daos;
    private final JdbcClient jdbc;
    private final EntityManager entities;

    DocumentChanges(DaoRegistry daos, JdbcClient jdbc, EntityManager entities) {
        this.daos = daos;
        this.jdbc = jdbc;
        this.entities = entities;
    }

    /** @return the current version of a document that the caller may see */
    DocumentReference read(String id) {
        return documents().read(new IdType("DocumentReference", id), new InternalRequest());
    }

    /** Stores one document that a caller changed. */
    DaoMethodOutcome store(DocumentReference document, RequestDetails request) {
        DaoMethodOutcome updated = documents().update(document, request);
        String id = document.getIdElement().getIdPart();
        RequestScope.draft(request).entity("DocumentReference/" + id);
        restamp(List.of(id), new InternalRequest(), new TransactionDetails());
        return updated;
    }

    /**
     * Changes documents by the server's own hand, whoever may see them; in as few statements as HAPI can.
     *
     * @param ids    documents
     * @param change changes one document, and says whether it did
     * @return the documents that were changed, as they were stamped before
     */
    List<DocumentReference> change(Collection<String> ids, Predicate<DocumentReference> change) {
        InternalRequest request = new InternalRequest();
        TransactionDetails details = new TransactionDetails();
        List<DocumentReference> changed = load(DOCUMENTS, ids, details).stream().map(DocumentReference.class::cast).filter(change).toList();
        List<DocumentReference> before = changed.stream().map(DocumentReference::copy).toList();
        changed.forEach(document -> update(document, request, details));
        restamp(changed.stream().map(document -> document.getIdElement().getIdPart()).toList(), request, details);
        return before;
    }

    private void restamp(Collection<String> documents, InternalRequest request, TransactionDetails details) {
        // What is stored so far must be found by the stamps that are read below.
        entities.flush();
        load(NAMING, documents, details).forEach(naming -> update(naming, request, details));
    }

    /** Bodies and indexes of many resources at once; {@code details} spares HAPI looking their ids up again. */
    private List<IBaseResource> load(String sql, Collection<String> ids, TransactionDetails details) {
        List<Stored> stored = jdbc.sql(sql).param("ids", ids.toArray(String[]::new))
                .query((row, n) -> new Stored(JpaPid.fromId(row.getLong("res_id")), new IdType(row.getString("res_type"), row.getString("fhir_id")))).list();
        stored.forEach(one -> details.addResolvedResourceId(one.id(), one.pid()));
        daos.getSystemDao().preFetchResources(stored.stream().map(Stored::pid).toList(), true);
        return stored.stream().map(one -> (IBaseResource) daos.getResourceDao(one.id().getResourceType()).readByPid(one.pid())).toList();
    }

    private record Stored(JpaPid pid, IdType id) {
    }

    @SuppressWarnings("unchecked")
    private <T extends IBaseResource> void update(T resource, InternalRequest request, TransactionDetails details) {
        IFhirResourceDao<T> dao = daos.getResourceDao((Class<T>) resource.getClass());
        resource.setId(resource.getIdElement().toUnqualifiedVersionless());
        dao.update(resource, null, true, false, request, details);
    }

    private IFhirResourceDao<DocumentReference> documents() {
        return daos.getResourceDao(DocumentReference.class);
    }
}
