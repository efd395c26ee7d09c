package fr.carnet.enforcement.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.Deposit;
import fr.carnet.enforcement.support.RecordDomain;
import fr.carnet.enforcement.support.Rules;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** S5, on every birthday and for every document. */
@Domain(RecordDomain.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class DelegationPropertyTest {

    private static final Caller PARENT = new Caller.Representative(Cast.PATIENT, Cast.RELATED_PERSON);
    private static final Caller HOLDER = new Caller.Holder(Cast.PATIENT);

    @Property
    void at_every_instant_either_the_parent_acts_or_the_holder(@ForAll("births") LocalDate born, @ForAll @IntRange(min = -40, max = 40) int hours, @ForAll Act act) {
        Instant at = born.plusYears(18).atStartOfDay(RecordPolicy.FRANCE).plusHours(hours).toInstant();
        RecordPolicy record = record(born, Delegation.Kind.PARENT);
        boolean parent = decide(PARENT, act, at, record) instanceof AccessDecision.Permit;
        boolean holder = decide(HOLDER, act, at, record) instanceof AccessDecision.Permit;
        boolean othersOnly = act == Act.DECLARE_AUTHORISATION || act == Act.BREAK_GLASS || act == Act.READ_STATUS || act == Act.AMEND;
        assertThat(parent).isEqualTo(hours < 0 && !othersOnly);
        assertThat(holder).isEqualTo(hours >= 0 && !othersOnly);
    }

    @Property
    void a_representative_is_never_shown_more_than_the_holder_would_be(@ForAll Delegation.Kind kind, @ForAll Deposit deposit) {
        boolean minor = kind == Delegation.Kind.PARENT;
        RecordPolicy record = record(LocalDate.of(minor ? 2015 : 1980, 3, 2), kind);
        Set<AclToken> asHolder = Set.of(AclToken.HOLDER);
        boolean shown = decide(PARENT, Act.READ, Cast.NOW, record) instanceof AccessDecision.Permit permit && permit.opens(deposit.byNobody().stamp());
        assertThat(!shown || deposit.stamp().stream().anyMatch(asHolder::contains)).isTrue();
    }

    @Property
    void a_representative_without_live_delegation_has_nothing(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        RecordPolicy alone = Asking.delegated(record, List.of());
        AccessDecision decision = Rules.policy().decide(request, alone);
        assertThat(request.caller() instanceof Caller.Representative && decision instanceof AccessDecision.Permit).isFalse();
    }

    @Provide
    Arbitrary<LocalDate> births() {
        return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.of(LocalDate.of(2004, 2, 29), LocalDate.of(2008, 2, 29), LocalDate.of(2012, 2, 29))),
                Tuple.of(4, Arbitraries.longs().between(LocalDate.of(1995, 1, 1).toEpochDay(), LocalDate.of(2020, 12, 31).toEpochDay()).map(LocalDate::ofEpochDay)));
    }

    private static RecordPolicy record(LocalDate born, Delegation.Kind kind) {
        return Asking.delegated(RecordPolicy.opened(Cast.PATIENT, born), List.of(new Delegation(Cast.RELATED_PERSON, kind, Optional.empty(), Optional.empty())));
    }

    private static AccessDecision decide(Caller caller, Act act, Instant at, RecordPolicy record) {
        return Rules.policy().decide(Asking.of(caller, act, AccessMode.NORMAL, false, false, false, at), record);
    }
}
