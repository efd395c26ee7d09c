package fr.carnet.server.document;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.hapi.AclExtension;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.server.storage.PolicyProjection;
import fr.carnet.server.storage.ServerActs;
import fr.carnet.server.storage.WriteTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** S5, all at once: masks or unmasks every document of a record, and those to come. */
@Component
class DocumentMasking {

    private static final int OK = 200;
    private static final Set<AclToken> PATIENT_SIDE = Set.of(AclToken.HOLDER, AclToken.REPRESENTATIVE);

    private final DocumentChanges changes;
    private final PolicyProjection policies;
    private final JdbcClient jdbc;
    private final ServerActs acts;
    private final WriteTransaction transaction;

    DocumentMasking(DocumentChanges changes, PolicyProjection policies, JdbcClient jdbc, ServerActs acts, WriteTransaction transaction) {
        this.changes = changes;
        this.policies = policies;
        this.jdbc = jdbc;
        this.acts = acts;
        this.transaction = transaction;
    }

    /**
     * Keeps a deposit apart in time from changes of labels, and labels the documents as the holder chose for new ones.
     *
     * @param changing whether the deposit changes older documents too: two deposits that both hold the row could not both lock it later
     */
    void beforeDeposit(List<DocumentReference> documents, boolean changing, RequestDetails request) {
        String patientId = RequestScope.permit(request).patientId();
        RecordPolicy record = changing ? policies.lock(patientId) : policies.hold(patientId);
        if (record.masksNewDocuments()) {
            documents.forEach(document -> Labels.add(document, Visibility.MASQUE_PS));
        }
    }

    /** Keeps a change of labels apart in time from whatever comes to name the document: it would be stamped as the document was. */
    void beforeChange(RequestDetails request) {
        policies.lock(RequestScope.permit(request).patientId());
    }

    /**
     * Masks or unmasks all documents of the decision's record that are not deleted: archived, superseded and those that the caller may not
     * know of. The record's row is locked first, so a concurrent deposit is either found here or labelled there.
     */
    void all(boolean masked, RequestDetails request) {
        String patientId = RequestScope.permit(request).patientId();
        transaction.execute(request, OK, () -> {
            policies.lock(patientId);
            policies.maskNewDocuments(patientId, masked);
            List<String> ids = jdbc.sql("select document_id from carnet.document_submission where patient_id = ?").param(patientId).query(String.class).list();
            trace(changes.change(ids, document -> swap(document, masked)), patientId, request);
            return masked;
        });
    }

    private static boolean swap(DocumentReference document, boolean masked) {
        // Deleted for good, and shown to nobody (S4.7).
        if (document.getStatus() == DocumentReferenceStatus.ENTEREDINERROR || Labels.has(document, Visibility.MASQUE_PS) == masked) {
            return false;
        }
        if (masked) {
            Labels.add(document, Visibility.MASQUE_PS);
        } else {
            Labels.remove(document, Visibility.MASQUE_PS);
        }
        return true;
    }

    /**
     * A line of the history is withheld from whoever may not know of one document in it. So the caller's own line names what the whole
     * patient's side sees, and the rest stands in lines of its own, one per audience: the act itself never goes missing (S7, S8).
     */
    private void trace(List<DocumentReference> changed, String patientId, RequestDetails request) {
        AuditDraft draft = RequestScope.draft(request);
        Map<Set<AclToken>, List<String>> byAudience = new HashMap<>();
        changed.forEach(document -> byAudience.computeIfAbsent(audience(document), none -> new ArrayList<>())
                .add("DocumentReference/" + document.getIdElement().getIdPart()));
        byAudience.forEach((audience, references) -> {
            if (audience.equals(PATIENT_SIDE)) {
                references.forEach(draft::entity);
            } else {
                acts.trace(new ServerActs.Act(patientId, "patch", "DocumentReference", "S5 all-documents"), draft.recorded(), draft.requestId(), references);
            }
        });
    }

    private static Set<AclToken> audience(DocumentReference document) {
        return AclExtension.read(document).stream().filter(PATIENT_SIDE::contains).collect(Collectors.toUnmodifiableSet());
    }
}
