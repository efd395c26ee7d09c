package fr.carnet.enforcement.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * What the holder decided, and how the record stands: the gate's one row.
 *
 * @param patientId        id of the Patient
 * @param state            record state
 * @param birthDate        the holder's birth date
 * @param authorisations   authorisations given, ended ones left out
 * @param blocked          professionals blocked
 * @param attendingDoctors médecins traitants designated
 * @param depositOppositions professionals and structures that may not deposit
 * @param emergency        choices for emergencies
 * @param delegations      representatives and caregivers
 * @param purposes         consents to apps' purposes, ended ones left out
 * @param masksNewDocuments whether documents are masked as they are deposited
 */
public record RecordPolicy(String patientId, RecordState state, LocalDate birthDate, List<Authorisation> authorisations,
        Set<ActorId> blocked, Set<ActorId> attendingDoctors,
        Set<ActorId> depositOppositions, BreakGlassChoices emergency, List<Delegation> delegations,
        List<PurposeConsent> purposes, boolean masksNewDocuments) {

    /** Legal days and ages are French ones. */
    public static final ZoneId FRANCE = ZoneId.of("Europe/Paris");

    private static final int MAJORITY_YEARS = 18;

    public RecordPolicy {
        authorisations = List.copyOf(authorisations);
        blocked = Set.copyOf(blocked);
        attendingDoctors = Set.copyOf(attendingDoctors);
        depositOppositions = Set.copyOf(depositOppositions);
        delegations = List.copyOf(delegations);
        purposes = List.copyOf(purposes);
    }

    /**
     * A record as it is opened: nobody authorised, nobody blocked, emergencies as by default.
     *
     * @param patientId id of the Patient
     * @param birthDate the holder's birth date
     */
    public static RecordPolicy opened(String patientId, LocalDate birthDate) {
        return new RecordPolicy(patientId, RecordState.OPEN, birthDate, List.of(), Set.of(), Set.of(), Set.of(), BreakGlassChoices.DEFAULT, List.of(),
                List.of(), false);
    }

    /** @param masked whether documents are masked as they are deposited from now on */
    public RecordPolicy maskingNewDocuments(boolean masked) {
        return new RecordPolicy(patientId, state, birthDate, authorisations, blocked, attendingDoctors, depositOppositions, emergency, delegations,
                purposes, masked);
    }

    /** @param instant the request's instant; age is never stored */
    public boolean isMinorAt(Instant instant) {
        return LocalDate.ofInstant(instant, FRANCE).isBefore(birthDate.plusYears(MAJORITY_YEARS));
    }
}
