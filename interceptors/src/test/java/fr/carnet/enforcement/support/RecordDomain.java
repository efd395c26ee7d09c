package fr.carnet.enforcement.support;

import fr.carnet.enforcement.disclosure.DocumentFacts;
import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.BreakGlassChoices;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.RecordState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Arbitrary callers, records, requests and documents over a small world: three professionals, two structures, three RelatedPersons and two
 * records, so that authorisations, blocks and authors meet the caller often enough to matter.
 */
public final class RecordDomain extends DomainContextBase {

    private static final List<ActorId> PROFESSIONALS = List.of(Cast.PROFESSIONAL, Cast.COLLEAGUE, Cast.STRANGER);
    private static final List<ActorId> STRUCTURES = List.of(Cast.STRUCTURE, Cast.ELSEWHERE);
    private static final List<String> RECORDS = List.of(Cast.PATIENT, "holder-2");
    private static final List<String> RELATED_PERSONS = List.of(Cast.RELATED_PERSON, "related-2", "related-3");
    private static final LocalDate TODAY = LocalDate.ofInstant(Cast.NOW, RecordPolicy.FRANCE);

    /** @return any caller; professionals of every column more often than others */
    @Provide
    Arbitrary<Caller> callers() {
        return Arbitraries.frequencyOf(Tuple.of(6, professionals()),
                Tuple.of(1, Arbitraries.of(STRUCTURES).map(id -> new Caller.Structure(id, "software-1"))),
                Tuple.of(2, Arbitraries.of(RECORDS).map(Caller.Holder::new)),
                Tuple.of(2, Combinators.combine(Arbitraries.of(RECORDS), Arbitraries.of(RELATED_PERSONS)).as(Caller.Representative::new)),
                Tuple.of(3, apps()), Tuple.of(1, Arbitraries.of(new Caller.Insurer("assurance-maladie"), new Caller.Support("3422"),
                        new Caller.System(), new Caller.Anonymous())));
    }

    /** @return any professional */
    @Provide
    Arbitrary<Caller.Professional> professionals() {
        return CallerArbitraries.professionals(PROFESSIONALS, STRUCTURES);
    }

    /** @return any question, around the instants at which something begins or ends */
    @Provide
    Arbitrary<AccessRequest> requests() {
        return Combinators.combine(callers(), acts(), PurposeArbitraries.data(),
                Arbitraries.frequency(Tuple.of(8, AccessMode.NORMAL), Tuple.of(1, AccessMode.BRIS_DE_GLACE), Tuple.of(1, AccessMode.CENTRE_15)),
                PurposeArbitraries.uses(), Arbitraries.of(true, false).list().ofSize(3), instants())
                .as((caller, act, data, mode, use, flags, at) ->
                        new AccessRequest(caller, act, data, mode, use, flags.get(0), flags.get(1), flags.get(2), at));
    }

    private static Arbitrary<Act> acts() {
        return Arbitraries.frequency(Tuple.of(8, Act.READ), Tuple.of(1, Act.READ_STATUS), Tuple.of(2, Act.DEPOSIT), Tuple.of(1, Act.AMEND), Tuple.of(1, Act.MANAGE_SHARING),
                Tuple.of(1, Act.DECLARE_AUTHORISATION), Tuple.of(1, Act.READ_HISTORY), Tuple.of(1, Act.DELEGATE), Tuple.of(1, Act.BREAK_GLASS));
    }

    /** @return any app, most of them of this record, obtained by the holder or somebody who represents him */
    @Provide
    Arbitrary<Caller.App> apps() {
        return Combinators.combine(Arbitraries.frequency(Tuple.of(4, Cast.PATIENT), Tuple.of(1, "holder-2")), Arbitraries.of(RELATED_PERSONS).optional(0.4))
                .as((record, related) -> new Caller.App("app-1", record, related));
    }

    /** @return any state of a record; open ones more often than others */
    @Provide
    Arbitrary<RecordPolicy> records() {
        return Combinators.combine(Arbitraries.frequency(Tuple.of(16, RecordState.OPEN), Tuple.of(1, RecordState.NOTIFIED), Tuple.of(1, RecordState.OPPOSED),
                        Tuple.of(1, RecordState.CLOSED), Tuple.of(1, RecordState.ERASED)),
                Arbitraries.of(LocalDate.of(1980, 5, 1), TODAY.minusYears(18), TODAY.minusYears(18).plusDays(1), LocalDate.of(2008, 2, 29),
                        LocalDate.of(2015, 3, 2)),
                authorisations().list().ofMaxSize(4), actors(), emergencyChoices(), delegations().list().ofMaxSize(3), PurposeArbitraries.consents(instants()),
                Arbitraries.of(true, false))
                .as((state, born, authorisations, actors, emergency, delegations, purposes, masks) -> new RecordPolicy(Cast.PATIENT, state, born,
                        authorisations, actors.get(0), actors.get(1), actors.get(2), emergency, delegations, purposes, masks));
    }

    /** Blocked, designated, opposed. */
    private static Arbitrary<List<Set<ActorId>>> actors() {
        return Combinators.combine(Arbitraries.of(PROFESSIONALS).set().ofMaxSize(1), Arbitraries.of(PROFESSIONALS).set().ofMaxSize(2),
                Arbitraries.of(PROFESSIONALS).set().ofMaxSize(1)).as(List::of);
    }

    /** @return any document: known, unknown or no type, any labels, deleted or not, by anybody */
    @Provide
    Arbitrary<Deposit> deposits() {
        Arbitrary<String> types = Arbitraries.of(Rules.matrix().types().stream().sorted().toList());
        Arbitrary<String> typed = Arbitraries.frequencyOf(Tuple.of(8, types), Tuple.of(1, Arbitraries.just("99999-9")));
        Arbitrary<DocumentFacts> facts = Combinators.combine(typed.optional(0.9), Arbitraries.of(Visibility.class).set(),
                Arbitraries.frequency(Tuple.of(6, false), Tuple.of(1, true))).as(DocumentFacts::new);
        return Combinators.combine(facts, callers().map(Caller::authorTokens)).as(Deposit::new);
    }

    private static Arbitrary<Instant> instants() {
        return Arbitraries.frequency(Tuple.of(6, Cast.NOW), Tuple.of(1, Cast.NOW.minusSeconds(1)), Tuple.of(1, Cast.NOW.plusSeconds(1)),
                Tuple.of(1, Cast.NOW.minus(Duration.ofDays(400))), Tuple.of(1, Cast.NOW.plus(Duration.ofDays(400))));
    }

    /** @return any authorisation: of a person or a structure, over, running or to come */
    @Provide
    Arbitrary<Authorisation> authorisations() {
        List<ActorId> actors = new ArrayList<>(PROFESSIONALS);
        actors.addAll(STRUCTURES);
        Arbitrary<Authorisation> running = Arbitraries.of(actors).map(actor -> new Authorisation(actor, Cast.NOW.minusSeconds(60), Cast.NOW.plusSeconds(60)));
        Arbitrary<Authorisation> any = Combinators.combine(Arbitraries.of(actors), instants(), Arbitraries.of(1, 86_400, 31_536_000))
                .as((actor, from, seconds) -> new Authorisation(actor, from, from.plusSeconds(seconds)));
        return Arbitraries.frequencyOf(Tuple.of(2, running), Tuple.of(1, any));
    }

    private static Arbitrary<BreakGlassChoices> emergencyChoices() {
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        return Combinators.combine(either, either, either).as(BreakGlassChoices::new);
    }

    private static Arbitrary<Delegation> delegations() {
        Arbitrary<LocalDate> days = Arbitraries.of(TODAY.minusDays(1), TODAY, TODAY.plusDays(1), TODAY.plusYears(2));
        return Combinators.combine(Arbitraries.of(RELATED_PERSONS), Arbitraries.of(Delegation.Kind.class), days.optional(0.2), days.optional(0.2))
                .as(Delegation::new);
    }
}
