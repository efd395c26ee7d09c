package fr.carnet.enforcement.oracle;

import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.BreakGlassChoices;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.Exercise;
import fr.carnet.enforcement.policy.Purpose;
import fr.carnet.enforcement.policy.PurposeConsent;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.RecordState;
import fr.carnet.enforcement.policy.ReferencedApp;
import fr.carnet.enforcement.support.Cast;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Random callers, and records that know them often enough to matter: a small world, as the property tests have one. */
final class CedarRecords {
    static final List<Instant> INSTANTS = List.of(Cast.NOW, Cast.NOW, Cast.NOW, Cast.NOW.minusSeconds(1), Cast.NOW.plusSeconds(1), Cast.NOW.plus(Duration.ofDays(400)),
            Instant.parse("2026-11-20T23:00:00Z"), Instant.parse("2026-11-20T22:59:59Z"), Instant.parse("2026-02-28T12:00:00Z"));
    static final List<ActorId> PROFESSIONALS = List.of(Cast.PROFESSIONAL, Cast.COLLEAGUE, Cast.STRANGER);
    static final List<ActorId> STRUCTURES = List.of(Cast.STRUCTURE, Cast.ELSEWHERE);
    static final List<DataCategory> CATEGORIES = List.of(new DataCategory("Observation", "2345-7"), new DataCategory("Observation", "8867-4"),
            new DataCategory("DocumentReference", "11488-4"), new DataCategory("DocumentReference", "42348-3"), DataCategory.of("Appointment"),
            DataCategory.of("Device"), DataCategory.of("Immunization"), DataCategory.of("Condition"), DataCategory.of("CareTeam"), DataCategory.of("Communication"));
    private static final List<String> PROFESSIONS = CedarTerminology.professions();
    private static final List<String> PERSONS = List.of(Cast.RELATED_PERSON, "related-2");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final List<LocalDate> BIRTHS = List.of(LocalDate.of(1980, 5, 1), LocalDate.of(1980, 5, 1), LocalDate.of(1980, 5, 1), LocalDate.of(2008, 11, 20), LocalDate.of(2008, 11, 21),
            LocalDate.of(2008, 2, 29), LocalDate.of(2015, 3, 2), LocalDate.of(2015, 3, 2));
    private final Dice dice;

    CedarRecords(Dice dice) {
        this.dice = dice;
    }

    Caller caller() {
        String patient = dice.chance(90) ? Cast.PATIENT : "holder-2";
        return switch (dice.weighted(List.of(0, 1, 2, 3, 4, 5, 6, 7), 12, 2, 3, 5, 8, 1, 1, 1)) {
            case 0 -> professional();
            case 1 -> new Caller.Structure(dice.of(STRUCTURES), "software-1");
            case 2 -> new Caller.Holder(patient);
            case 3 -> new Caller.Representative(patient, dice.of(PERSONS));
            case 4 -> new Caller.App("app-1", patient, dice.chance(50) ? Optional.of(dice.of(PERSONS)) : Optional.empty());
            case 5 -> new Caller.Insurer("assurance-maladie");
            case 6 -> new Caller.Support("3422");
            default -> new Caller.Anonymous();
        };
    }

    private Caller.Professional professional() {
        Exercise exercise = new Exercise(dice.weighted(List.of("10", "21", "60", dice.of(PROFESSIONS), "00"), 6, 4, 3, 8, 1),
                dice.weighted(List.of(Optional.empty(), Optional.of("SM54"), Optional.of("SM25")), 6, 1, 2),
                dice.chance(50) ? Optional.of(dice.of("A", "B", "D", "E", "G", "H")) : Optional.empty());
        return new Caller.Professional(dice.of(PROFESSIONALS), "Camille Martin", exercise, dice.chance(80) ? Optional.of(dice.of(STRUCTURES)) : Optional.empty(),
                dice.chance(50));
    }

    RecordPolicy record(Caller caller) {
        boolean consented = caller instanceof Caller.App;
        return new RecordPolicy(Cast.PATIENT, dice.chance(92) ? RecordState.OPEN : dice.of(RecordState.values()), dice.of(BIRTHS),
                List.of(authorisation(), authorisation()).subList(0, dice.weighted(List.of(0, 1, 2), 1, 3, 3)), dice.some(PROFESSIONALS, 8), dice.some(PROFESSIONALS, 20),
                dice.chance(50) ? dice.some(PROFESSIONALS, 15) : Set.copyOf(dice.some(STRUCTURES, 15)),
                new BreakGlassChoices(dice.chance(80), dice.chance(80), dice.chance(50)), delegations(),
                consented ? consents() : List.of(), dice.chance(50));
    }

    private Authorisation authorisation() {
        ActorId actor = dice.chance(50) ? dice.of(PROFESSIONALS) : dice.of(STRUCTURES);
        Instant from = dice.chance(75) ? Cast.NOW.minus(Duration.ofDays(30)) : dice.of(INSTANTS);
        return new Authorisation(actor, from, from.plusSeconds(dice.weighted(List.of(1, 86_400, 31_536_000), 1, 1, 6)));
    }

    /** At most one for each RelatedPerson: the RelatedPerson is the delegation. */
    private List<Delegation> delegations() {
        return dice.some(PERSONS, 75).stream().sorted()
                .map(person -> new Delegation(person, dice.of(Delegation.Kind.values()), day(), day())).toList();
    }

    private Optional<LocalDate> day() {
        return dice.chance(20) ? Optional.of(dice.of(TODAY.minusDays(1), TODAY, TODAY.plusDays(1), TODAY.plusYears(2))) : Optional.empty();
    }

    private List<PurposeConsent> consents() {
        return dice.chance(10) ? List.of() : dice.chance(50) ? List.of(consent()) : List.of(consent(), consent());
    }

    private PurposeConsent consent() {
        return new PurposeConsent(dice.chance(90) ? "urn:oid:1.2.250.1.999.1" : "urn:oid:1.2.250.1.999.2", dice.weighted(List.of("P1", "P2", "P9"), 8, 3, 1),
                dice.chance(60) ? Set.of() : dice.some(List.of("Observation", "DocumentReference", "Appointment", "Device"), 60),
                dice.chance(60) ? Set.of() : Set.of(dice.of(PurposeConsent.Direction.values())), dice.chance(50),
                dice.chance(40) ? Optional.of(dice.of(PERSONS)) : Optional.empty(),
                dice.chance(60) ? Cast.NOW.minus(Duration.ofDays(30)) : dice.of(INSTANTS), dice.chance(25) ? Optional.of(dice.of(INSTANTS)) : Optional.empty());
    }

    /** What the catalogue says of the app: mostly itself, online. */
    Optional<ReferencedApp> listing() {
        Map<String, Purpose> purposes = Map.of("P1", new Purpose("P1", dice.some(CATEGORIES, 80), dice.some(CATEGORIES, 80)),
                "P2", new Purpose("P2", dice.some(CATEGORIES, 30), dice.some(CATEGORIES, 30)));
        return dice.chance(97)
                ? Optional.of(new ReferencedApp(dice.chance(96) ? "app-1" : "app-2", "urn:oid:1.2.250.1.999.1", dice.chance(96), purposes))
                : Optional.empty();
    }
}
