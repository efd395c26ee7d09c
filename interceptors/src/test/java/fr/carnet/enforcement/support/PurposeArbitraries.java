package fr.carnet.enforcement.support;

import fr.carnet.enforcement.policy.AppUse;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.policy.PurposeConsent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitrary purposes, consents to them, and kinds of data. */
final class PurposeArbitraries {

    private static final List<String> CODES = List.of("GLUCOSE", "DOCUMENTS", "AGENDA", "UNHEARD");
    private static final List<DataCategory> CATEGORIES = List.of(new DataCategory("Observation", "2345-7"), new DataCategory("Observation", "8867-4"),
            DataCategory.of("Observation"), DataCategory.of("Appointment"), DataCategory.of("Immunization"), DataCategory.of("Condition"),
            DataCategory.of("Consent"), DataCategory.of("Communication"), DataCategory.of("CareTeam"), DataCategory.of("List"),
            new DataCategory("DocumentReference", "11488-4"), new DataCategory("DocumentReference", "42348-3"), DataCategory.of("Basic"));

    private PurposeArbitraries() {
    }

    /** Documents mostly; else any one category, now and then two. */
    static Arbitrary<Set<DataCategory>> data() {
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(Asking.DOCUMENTS)), Tuple.of(3, Arbitraries.of(CATEGORIES).set().ofMinSize(1).ofMaxSize(2)));
    }

    static Arbitrary<Optional<AppUse>> uses() {
        Arbitrary<AppUse> listed = Arbitraries.of(CODES).map(Catalogue::under);
        Arbitrary<AppUse> others = Combinators.combine(Arbitraries.of(CODES), Arbitraries.of(List.copyOf(Catalogue.listings().keySet())))
                .as((code, listing) -> new AppUse(code, Catalogue.listings().get(listing)));
        return Arbitraries.frequencyOf(Tuple.of(5, listed), Tuple.of(1, others)).map(Optional::of);
    }

    static Arbitrary<List<PurposeConsent>> consents(Arbitrary<Instant> instants) {
        return Combinators.combine(Arbitraries.frequency(Tuple.of(5, Catalogue.OID), Tuple.of(1, "urn:oid:1.2.250.1.999.2")), Arbitraries.of(CODES),
                Arbitraries.of("Observation", "DocumentReference", "Appointment").set().ofMaxSize(2),
                Arbitraries.of(PurposeConsent.Direction.class).set().ofMaxSize(1), Arbitraries.of(true, false),
                Arbitraries.just(Cast.RELATED_PERSON).optional(0.3), instants, instants.optional(0.3))
                .as(PurposeConsent::new).list().ofMaxSize(5);
    }
}
