package fr.carnet.enforcement.oracle;

import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.BreakGlassChoices;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.Exercise;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.RecordState;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of the oracle's table {@code caller}, and the same as the engine wants it.
 *
 * @param kind          caller kind
 * @param profession    profession code of a professional
 * @param savoirFaire   savoir-faire code
 * @param section       section of the pharmacists' order
 * @param authorisation {@code person}, {@code structure}, {@code ended}, or none
 * @param blocked       whether the holder blocked it
 * @param attending     whether the holder designated it médecin traitant
 * @param author        whether it deposited the document
 * @param ownRecord     whether its token is bound to this record
 * @param delegation    {@code parent}, {@code guardian}, {@code caregiver}, {@code guardian ended}, or none
 * @param adult         whether the holder is an adult
 */
record OracleCaller(String kind, @Nullable String profession, @Nullable String savoirFaire, @Nullable String section, @Nullable String authorisation,
        boolean blocked, boolean attending, boolean author, boolean ownRecord, @Nullable String delegation, boolean adult) {

    /** @return the question to the engine: may this caller read, now */
    AccessRequest request() {
        return Asking.of(caller(), Act.READ, AccessMode.NORMAL, false, author, false, Cast.NOW);
    }

    /** @return the record as it stands for this caller */
    RecordPolicy record() {
        Set<ActorId> self = Set.of(Cast.PROFESSIONAL);
        return new RecordPolicy(Cast.PATIENT, RecordState.OPEN, LocalDate.of(adult ? 1980 : 2015, 5, 1), authorisations(),
                blocked ? self : Set.of(), attending ? self : Set.of(), Set.of(), BreakGlassChoices.DEFAULT, delegations(), List.of(), false);
    }

    /** @return authors stamped on the document: a colleague at the caller's own structure, and the caller when it is the author */
    Set<AclToken> authors() {
        Set<AclToken> authors = new HashSet<>(Set.of(AclToken.author(Cast.COLLEAGUE)));
        if (!"structure".equals(kind)) {
            authors.add(AclToken.author(Cast.STRUCTURE));
        }
        if (author) {
            authors.addAll(caller().authorTokens());
        }
        return authors;
    }

    private Caller caller() {
        String patient = ownRecord ? Cast.PATIENT : "holder-2";
        return switch (kind) {
            case "professional" -> new Caller.Professional(Cast.PROFESSIONAL, "Camille Martin",
                    new Exercise(String.valueOf(profession), Optional.ofNullable(savoirFaire), Optional.ofNullable(section)), Optional.of(Cast.STRUCTURE), false);
            case "structure" -> new Caller.Structure(Cast.STRUCTURE, "software-1");
            case "holder" -> new Caller.Holder(patient);
            case "representative" -> new Caller.Representative(patient, Cast.RELATED_PERSON);
            case "app" -> new Caller.App("app-1", patient, Optional.empty());
            case "insurer" -> new Caller.Insurer("assurance-maladie");
            case "support" -> new Caller.Support("3422");
            default -> new Caller.Anonymous();
        };
    }

    private List<Authorisation> authorisations() {
        if (authorisation == null) {
            return List.of();
        }
        ActorId actor = "structure".equals(authorisation) ? Cast.STRUCTURE : Cast.PROFESSIONAL;
        Duration shift = "ended".equals(authorisation) ? Duration.ofDays(400) : Duration.ZERO;
        return List.of(new Authorisation(actor, Cast.NOW.minus(shift).minus(Duration.ofDays(1)), Cast.NOW.minus(shift).plus(Duration.ofDays(364))));
    }

    private List<Delegation> delegations() {
        if (delegation == null) {
            return List.of();
        }
        Delegation.Kind what = delegation.startsWith("guardian") ? Delegation.Kind.GUARDIAN
                : "parent".equals(delegation) ? Delegation.Kind.PARENT : Delegation.Kind.CAREGIVER;
        Optional<LocalDate> until = delegation.endsWith("ended") ? Optional.of(LocalDate.of(2026, 11, 19)) : Optional.empty();
        return List.of(new Delegation(Cast.RELATED_PERSON, what, Optional.empty(), until));
    }
}
