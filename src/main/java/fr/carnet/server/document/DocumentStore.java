package fr.carnet.server.document;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.model.DaoMethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.server.storage.Depositors;
import fr.carnet.server.storage.DocumentContents.Content;
import fr.carnet.server.storage.DocumentContents;
import java.sql.Timestamp;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds documents and Lists inside an open write transaction: resource, content, business identifier, depositor. */
@Component
class DocumentStore {

    private final DaoRegistry daos;
    private final DocumentContents contents;
    private final JdbcClient jdbc;
    private final DocumentChanges changes;
    private final InvisibleDocuments invisible;
    private final Depositors depositors;

    DocumentStore(DaoRegistry daos, DocumentContents contents, JdbcClient jdbc, DocumentChanges changes, InvisibleDocuments invisible, Depositors depositors) {
        this.daos = daos;
        this.contents = contents;
        this.jdbc = jdbc;
        this.changes = changes;
        this.invisible = invisible;
        this.depositors = depositors;
    }

    /**
     * Adds one checked document with its content.
     *
     * @return HAPI's outcome, with the stored resource
     */
    DaoMethodOutcome add(DocumentReference document, CheckedContent content, RequestDetails request) {
        Attachment attachment = document.getContentFirstRep().getAttachment();
        attachment.setDataElement(null);
        attachment.setUrl(content.url());
        attachment.setSize(content.bytes().length);
        attachment.setHash(content.sha1());
        DaoMethodOutcome created = create(document, request);
        String id = created.getId().getIdPart();
        submit(id, document, request);
        contents.add(new Content(content.id(), content.address(), id, attachment.getContentType(), content.sha1(), content.bytes()));
        RequestScope.draft(request).entity(content.url());
        document.getRelatesTo().stream()
                .filter(relation -> relation.getCode() == DocumentRelationshipType.REPLACES)
                .forEach(relation -> supersede(replaced(relation.getTarget()), request));
        return created;
    }

    /** Adds a List; its documents are stored already, in this transaction or before. */
    DaoMethodOutcome add(ListResource list, RequestDetails request) {
        return create(list, request);
    }

    private <T extends Resource> DaoMethodOutcome create(T resource, RequestDetails request) {
        resource.setId((IdType) null);
        // Profiles are kept as the software declared them; versions, dates, tags and security labels are the server's.
        resource.setMeta(new Meta().setProfile(resource.getMeta().getProfile()));
        @SuppressWarnings("unchecked")
        IFhirResourceDao<T> dao = daos.getResourceDao((Class<T>) resource.getClass());
        DaoMethodOutcome created = dao.create(resource, request);
        RequestScope.draft(request).entity(resource.fhirType() + "/" + created.getId().getIdPart());
        return created;
    }

    private void submit(String id, DocumentReference document, RequestDetails request) {
        String patientId = RequestScope.permit(request).patientId();
        String depositor = RequestScope.caller(request).personalTokens().iterator().next().value();
        try {
            jdbc.sql("insert into carnet.document_submission (document_id, patient_id, depositor, system, value, deposited_at) values (?, ?, ?, ?, ?, ?)")
                    .params(id, patientId, depositor, document.getMasterIdentifier().getSystem(), document.getMasterIdentifier().getValue(),
                            Timestamp.from(RequestScope.draft(request).recorded())).update();
        } catch (DuplicateKeyException deposited) {
            throw Refusal.of(Answer.DUPLICATE_DOCUMENT);
        }
        document.getIdentifier().stream().filter(Identifier::hasValue)
                .forEach(identifier -> jdbc.sql("insert into carnet.document_identifier (document_id, system, value) values (?, ?, ?) on conflict do nothing")
                        .params(id, Optional.ofNullable(identifier.getSystem()).orElse(""), identifier.getValue()).update());
        invisible.follow(id, false, document);
        depositors.add(patientId, RequestScope.caller(request).authorTokens());
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
