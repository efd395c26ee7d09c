package fr.carnet.server.document;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.model.DaoMethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Adds documents and Lists inside an open write transaction: resource, content, business identifier, depositor. */
@Component
class DocumentStore {

    private final DaoRegistry daos;
    private final DepositRows rows;
    private final DocumentChanges changes;
    private final InvisibleDocuments invisible;

    DocumentStore(DaoRegistry daos, DepositRows rows, DocumentChanges changes, InvisibleDocuments invisible) {
        this.daos = daos;
        this.rows = rows;
        this.changes = changes;
        this.invisible = invisible;
    }

    /**
     * Adds one checked document with its content.
     *
     * @param details of the transaction: HAPI looks up what is named once in it
     * @return HAPI's outcome, with the stored resource
     */
    DaoMethodOutcome add(DocumentReference document, CheckedContent content, TransactionDetails details, RequestDetails request) {
        Attachment attachment = document.getContentFirstRep().getAttachment();
        attachment.setDataElement(null);
        attachment.setUrl(content.url());
        attachment.setSize(content.bytes().length);
        attachment.setHash(content.sha1());
        DaoMethodOutcome created = create(document, details, request);
        String id = created.getId().getIdPart();
        rows.add(id, document, content, request);
        invisible.follow(id, false, document);
        RequestScope.draft(request).entity(content.url());
        document.getRelatesTo().stream()
                .filter(relation -> relation.getCode() == DocumentRelationshipType.REPLACES)
                .forEach(relation -> supersede(replaced(relation.getTarget()), request));
        return created;
    }

    /** Adds a List; its documents are stored already, in this transaction or before. */
    DaoMethodOutcome add(ListResource list, TransactionDetails details, RequestDetails request) {
        return create(list, details, request);
    }

    private <T extends Resource> DaoMethodOutcome create(T resource, TransactionDetails details, RequestDetails request) {
        resource.setId((IdType) null);
        // Profiles are kept as the software declared them; versions, dates, tags and security labels are the server's.
        resource.setMeta(new Meta().setProfile(resource.getMeta().getProfile()));
        @SuppressWarnings("unchecked")
        IFhirResourceDao<T> dao = daos.getResourceDao((Class<T>) resource.getClass());
        DaoMethodOutcome created = dao.create(resource, null, true, request, details);
        RequestScope.draft(request).entity(resource.fhirType() + "/" + created.getId().getIdPart());
        return created;
    }

    private static String replaced(Reference target) {
        if (!"DocumentReference".equals(target.getReferenceElement().getResourceType()) || !target.getReferenceElement().hasIdPart()) {
            throw Refusal.rule("DocumentReference.relatesTo.target", "replaces-own");
        }
        return target.getReferenceElement().getIdPart();
    }

    /** ITI-105 and ITI-65 replacement: the replaced document becomes superseded in the same transaction. That it is the caller's own was checked. */
    private void supersede(String id, RequestDetails request) {
        DocumentReference replaced = changes.read(id);
        if (replaced.getStatus() != DocumentReferenceStatus.CURRENT) {
            throw Refusal.rule("DocumentReference.relatesTo.target", "replaced-not-current");
        }
        replaced.setStatus(DocumentReferenceStatus.SUPERSEDED);
        changes.store(replaced, request);
    }
}
