package fr.carnet.perf.engine;

import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.BreakGlassChoices;
import fr.carnet.enforcement.policy.PurposeConsent;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.RecordState;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Records of adults with many choices. */
final class Records {
    private static final Instant FROM = Cast.NOW.minus(Duration.ofDays(30));

    private Records() {
    }

    /** @param others how many authorisations, blocks and consents there are besides those that matter */
    static RecordPolicy crowded(int others) {
        List<Authorisation> authorisations = Stream.concat(strangers("81", others), Stream.of(Cast.PROFESSIONAL))
                .map(actor -> new Authorisation(actor, FROM, FROM.plus(Duration.ofDays(365)))).toList();
        List<PurposeConsent> consents = Stream.concat(IntStream.range(0, others).mapToObj(number -> "urn:oid:1.2.250.1.998." + number), Stream.of(Catalogue.OID))
                .map(oid -> new PurposeConsent(oid, "DOCUMENTS", Set.of(), Set.of(), true, Optional.empty(), FROM, Optional.empty())).toList();
        return new RecordPolicy(Cast.PATIENT, RecordState.OPEN, LocalDate.of(1980, 5, 1), authorisations, strangers("82", others).collect(Collectors.toSet()),
                Set.of(Cast.STRANGER), Set.of(), new BreakGlassChoices(true, true, true), List.of(), consents, false);
    }

    private static Stream<ActorId> strangers(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(number -> ActorId.professional(prefix + String.format("%010d", number)));
    }
}
