package fr.carnet.server.record;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.param.ReferenceParam;
import fr.carnet.enforcement.hapi.ConsentKind;
import fr.carnet.enforcement.hapi.ConsentReader;
import fr.carnet.enforcement.hapi.InternalRequest;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.BreakGlassChoices;
import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.PurposeConsent;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.server.storage.PolicyProjection;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Rebuilds a record's policy row from its active Consents and its RelatedPersons. */
@Component
class StoredPolicyProjection implements PolicyProjection {

    private final PostgresRecordPolicies rows;
    private final DaoRegistry daos;
    private final EntityManager entities;

    StoredPolicyProjection(PostgresRecordPolicies rows, DaoRegistry daos, EntityManager entities) {
        this.rows = rows;
        this.daos = daos;
        this.entities = entities;
    }

    @Override
    public RecordPolicy lock(String patientId) {
        return rows.lock(patientId);
    }

    @Override
    public RecordPolicy hold(String patientId) {
        return rows.hold(patientId);
    }

    @Override
    public void maskNewDocuments(String patientId, boolean masked) {
        rows.replace(rows.lock(patientId).maskingNewDocuments(masked));
    }

    @Override
    public void rebuild(String patientId) {
        RecordPolicy before = rows.lock(patientId);
        // What this transaction has just stored must be found by the searches below.
        entities.flush();
        List<Consent> consents = stored(Consent.class, patientId).stream().filter(consent -> consent.getStatus() == ConsentState.ACTIVE).toList();
        List<Authorisation> authorisations = of(consents, ConsentKind.ACCES_PROFESSIONNEL).stream()
                .map(ConsentReader::authorisation).flatMap(Optional::stream).toList();
        List<Delegation> delegations = stored(RelatedPerson.class, patientId).stream()
                .filter(person -> !person.hasActive() || person.getActive())
                .map(Delegations::of).flatMap(Optional::stream).toList();
        rows.replace(new RecordPolicy(patientId, before.state(), before.birthDate(), authorisations,
                actors(consents, ConsentKind.BLOCAGE), actors(consents, ConsentKind.MEDECIN_TRAITANT),
                actors(consents, ConsentKind.OPPOSITION_ALIMENTATION), emergency(consents), delegations, purposes(consents), before.masksNewDocuments()));
    }

    private <T extends Resource> List<T> stored(Class<T> type, String patientId) {
        SearchParameterMap all = SearchParameterMap.newSynchronous("patient", new ReferenceParam("Patient", null, patientId));
        return daos.getResourceDao(type).search(all, new InternalRequest()).getAllResources().stream().map(type::cast).toList();
    }

    private static List<PurposeConsent> purposes(List<Consent> consents) {
        return of(consents, ConsentKind.FINALITE).stream().map(ConsentReader::purpose).flatMap(Optional::stream).toList();
    }

    private static BreakGlassChoices emergency(List<Consent> consents) {
        return of(consents, ConsentKind.URGENCE).stream().findFirst().map(ConsentReader::emergency).orElse(BreakGlassChoices.DEFAULT);
    }

    private static List<Consent> of(List<Consent> consents, ConsentKind kind) {
        return consents.stream().filter(consent -> ConsentKind.of(consent).filter(kind::equals).isPresent()).toList();
    }

    private static Set<ActorId> actors(List<Consent> consents, ConsentKind kind) {
        return of(consents, kind).stream().map(ConsentReader::actor).flatMap(Optional::stream).collect(Collectors.toSet());
    }
}
