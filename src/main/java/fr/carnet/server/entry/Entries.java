package fr.carnet.server.entry;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.model.DaoMethodOutcome;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.authorship.EntryRight;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.EntryStatus;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.server.storage.Depositors;
import fr.carnet.server.storage.PolicyProjection;
import fr.carnet.server.storage.StoredBodies;
import fr.carnet.server.storage.WriteTransaction;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Provenance;
import org.springframework.stereotype.Component;

/** Stores entries: resource, depositor and trace in one transaction. A deleted entry stays in the store and is shown to nobody. */
@Component
class Entries {

    private static final int CREATED = 201;
    private static final int OK = 200;

    private final DaoRegistry daos;
    private final StoredBodies bodies;
    private final Depositors depositors;
    private final Messages messages;
    private final PolicyProjection policies;
    private final WriteTransaction transaction;

    Entries(DaoRegistry daos, StoredBodies bodies, Depositors depositors, Messages messages, PolicyProjection policies, WriteTransaction transaction) {
        this.daos = daos;
        this.bodies = bodies;
        this.depositors = depositors;
        this.messages = messages;
        this.policies = policies;
        this.transaction = transaction;
    }

    /** Adds an entry; that its type is this caller's to write was decided. */
    <T extends DomainResource> MethodOutcome add(T entry, RequestDetails request) {
        if (EntryStatus.isDeleted(entry)) {
            throw Refusal.rule(entry.fhirType(), "entry-status");
        }
        String patientId = RequestScope.permit(request).patientId();
        if (entry instanceof Communication message) {
            messages.check(message, patientId, request);
        }
        return transaction.execute(request, CREATED, () -> {
            if (entry instanceof Provenance) {
                // It is stamped as the documents that it names are: their labels must not change meanwhile.
                policies.hold(patientId);
            }
            return store(entry, request);
        });
    }

    /** Stores a new entry in the transaction that the caller of this method has open. */
    <T extends DomainResource> DaoMethodOutcome store(T entry, RequestDetails request) {
        DaoMethodOutcome created = dao(entry).create(entry, request);
        depositors.add(RequestScope.permit(request).patientId(), RequestScope.caller(request).authorTokens());
        RequestScope.draft(request).entity(entry.fhirType() + "/" + created.getId().getIdPart());
        return created;
    }

    /** Changes an entry that the caller can see; whose it is, its stamp says. */
    <T extends DomainResource> MethodOutcome change(IdType id, T entry, RequestDetails request) {
        boolean mayChange = EntryRight.mayChange(RequestScope.caller(request), RequestScope.target(request).tokens(), RequestScope.manages(request),
                EntryStatus.isDeleted(entry));
        if (!mayChange) {
            throw Refusal.of(Answer.AUTHOR_ONLY, "entry-author-only");
        }
        entry.setId(id.hasVersionIdPart() ? id : id.toUnqualifiedVersionless());
        return transaction.execute(request, OK, () -> {
            MethodOutcome updated = dao(entry).update(entry, request);
            RequestScope.draft(request).entity(entry.fhirType() + "/" + id.getIdPart());
            return updated;
        });
    }

    /** Reads an entry that the see stage let through. */
    IBaseResource read(Class<? extends DomainResource> type, IdType id, RequestDetails request) {
        return bodies.read(type.getSimpleName(), id, request);
    }

    @SuppressWarnings("unchecked")
    private <T extends DomainResource> IFhirResourceDao<T> dao(T entry) {
        return daos.getResourceDao((Class<T>) entry.getClass());
    }
}
