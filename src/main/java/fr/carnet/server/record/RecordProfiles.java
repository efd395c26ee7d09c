package fr.carnet.server.record;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.param.TokenParam;
import fr.carnet.enforcement.hapi.InternalRequest;
import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.RecordPolicies;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.RecordState;
import fr.carnet.server.storage.Profiles;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.springframework.stereotype.Component;

/** Profiles from the records' own rows: a RelatedPerson only names where to look, the live delegation decides. */
@Component
class RecordProfiles implements Profiles {

    private final DaoRegistry daos;
    private final RecordPolicies records;
    private final Clock clock;

    RecordProfiles(DaoRegistry daos, RecordPolicies records, Clock clock) {
        this.daos = daos;
        this.records = records;
        this.clock = clock;
    }

    @Override
    public List<Profile> of(String system, String value) {
        Stream<Profile> own = records.findByIdentifier(system, value, Set.of()).map(RecordPolicies.Standing::policy)
                .filter(RecordProfiles::isOpen).map(policy -> profile(policy, Optional.empty(), Kind.SELF)).stream();
        SearchParameterMap identified = SearchParameterMap.newSynchronous("identifier", new TokenParam(system, value));
        Stream<Profile> delegated = daos.getResourceDao(RelatedPerson.class).search(identified, new InternalRequest()).getAllResources().stream()
                .map(RelatedPerson.class::cast).flatMap(person -> delegated(person).stream());
        return Stream.concat(own, delegated).toList();
    }

    private Optional<Profile> delegated(RelatedPerson person) {
        String id = person.getIdElement().getIdPart();
        return records.find(person.getPatient().getReferenceElement().getIdPart(), Set.of()).map(RecordPolicies.Standing::policy)
                .filter(RecordProfiles::isOpen)
                .flatMap(policy -> policy.delegations().stream().filter(delegation -> delegation.relatedPersonId().equals(id) && isLive(delegation, policy)).findFirst()
                        .map(delegation -> profile(policy, Optional.of(id), delegation.kind() == Delegation.Kind.CAREGIVER ? Kind.CARED_FOR : Kind.REPRESENTED)));
    }

    private boolean isLive(Delegation delegation, RecordPolicy policy) {
        Instant now = clock.instant();
        return delegation.isActiveOn(LocalDate.ofInstant(now, RecordPolicy.FRANCE), policy.isMinorAt(now));
    }

    private static boolean isOpen(RecordPolicy policy) {
        return policy.state() == RecordState.OPEN;
    }

    private Profile profile(RecordPolicy policy, Optional<String> relatedPersonId, Kind kind) {
        Patient patient = daos.getResourceDao(Patient.class).read(new IdType("Patient", policy.patientId()), new InternalRequest());
        return new Profile(policy.patientId(), relatedPersonId, patient.getNameFirstRep().getNameAsSingleString(), kind);
    }
}
