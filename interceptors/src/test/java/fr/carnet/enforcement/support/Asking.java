package fr.carnet.enforcement.support;

import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Questions and records that differ from another in one point, and questions about documents. */
public final class Asking {

    /** Documents, of whatever type. */
    public static final Set<DataCategory> DOCUMENTS = Set.of(DataCategory.of("DocumentReference"));

    private Asking() {
    }

    /** @return a record in the words of the tables' record column */
    public static RecordPolicy record(String words) {
        return RecordWords.read(words).policy();
    }

    /** @return a question about documents, by nobody's app */
    public static AccessRequest of(Caller caller, Act act, AccessMode mode, boolean consentDeclared, boolean hasDeposited, boolean session, Instant at) {
        return new AccessRequest(caller, act, DOCUMENTS, mode, Optional.empty(), consentDeclared, hasDeposited, session, at);
    }

    /** @return the same question about documents */
    public static AccessRequest documents(AccessRequest request) {
        return new AccessRequest(request.caller(), request.act(), DOCUMENTS, request.mode(), request.use(), request.consentDeclared(), request.hasDeposited(),
                request.emergencySession(), request.at());
    }

    /** @return the same question by somebody else */
    public static AccessRequest by(Caller caller, AccessRequest request) {
        return new AccessRequest(caller, request.act(), request.data(), request.mode(), request.use(), request.consentDeclared(), request.hasDeposited(),
                request.emergencySession(), request.at());
    }

    /** @return the same record with other authorisations and blocks */
    public static RecordPolicy sharing(RecordPolicy record, List<Authorisation> authorisations, Set<ActorId> blocked) {
        return new RecordPolicy(record.patientId(), record.state(), record.birthDate(), authorisations, blocked, record.attendingDoctors(),
                record.depositOppositions(), record.emergency(), record.delegations(), record.purposes(), record.masksNewDocuments());
    }

    /** @return the same record with other delegations */
    public static RecordPolicy delegated(RecordPolicy record, List<Delegation> delegations) {
        return new RecordPolicy(record.patientId(), record.state(), record.birthDate(), record.authorisations(), record.blocked(), record.attendingDoctors(),
                record.depositOppositions(), record.emergency(), delegations, record.purposes(), record.masksNewDocuments());
    }
}
