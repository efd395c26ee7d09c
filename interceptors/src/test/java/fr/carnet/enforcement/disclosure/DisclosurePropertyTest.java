package fr.carnet.enforcement.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.Deposit;
import fr.carnet.enforcement.support.RecordDomain;
import fr.carnet.enforcement.support.Rules;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;

/** What holds between any decision and any stamp. */
@Domain(RecordDomain.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class DisclosurePropertyTest {

    @Property
    void adding_a_mask_never_reveals_more(@ForAll AccessRequest request, @ForAll RecordPolicy record, @ForAll Deposit deposit, @ForAll Visibility label) {
        boolean before = isShown(request, record, deposit.stamp());
        boolean after = isShown(request, record, deposit.labelled(label).stamp());
        assertThat(before || !after).isTrue();
        Statistics.label("effect").collect(before ? after ? "still shown" : "hidden by it" : "hidden anyway");
        Statistics.label("effect").coverage(coverage -> {
            coverage.check("still shown").count(count -> count > 0);
            coverage.check("hidden by it").count(count -> count > 0);
        });
    }

    @Property
    void unknown_type_is_shown_to_no_profession(@ForAll Caller.Professional caller, @ForAll RecordPolicy record, @ForAll Deposit deposit) {
        boolean known = deposit.facts().type().filter(Rules.matrix().types()::contains).isPresent();
        Optional<String> type = known ? Optional.of("99999-9") : deposit.facts().type();
        Deposit unknown = new Deposit(new DocumentFacts(type, deposit.facts().labels(), deposit.facts().deleted()), Set.of());
        assertThat(isShown(reading(caller), record, unknown.stamp())).isFalse();
    }

    @Property
    void deleted_is_shown_to_nobody(@ForAll AccessRequest request, @ForAll RecordPolicy record, @ForAll Deposit deposit) {
        assertThat(isShown(request, record, deposit.deleted().stamp())).isFalse();
    }

    @Property(maxDiscardRatio = 40)
    void a_list_is_shown_only_if_every_document_in_it_is(@ForAll Caller depositor, @ForAll Caller reader, @ForAll RecordPolicy then, @ForAll RecordPolicy now,
            @ForAll @Size(min = 1, max = 4) List<Deposit> deposits) {
        // A List names only what its depositor was shown by the write's own decision: the reference check of the see stage.
        AccessRequest deposit = Asking.of(depositor, Act.DEPOSIT, AccessMode.NORMAL, true, true, false, Cast.NOW);
        List<Deposit> named = deposits.stream().filter(document -> isShown(deposit, then, document.stamp())).toList();
        Assume.that(!named.isEmpty());
        Set<AclToken> list = AclStamp.ofList(named.stream().map(Deposit::stamp).toList(), depositor.authorTokens());
        boolean shown = isShown(reading(reader), now, list);
        assertThat(!shown || named.stream().allMatch(document -> isShown(reading(reader), now, document.stamp()))).isTrue();
        Statistics.label("list").collect(shown ? "shown" : "hidden");
        Statistics.label("list").coverage(coverage -> coverage.check("shown").count(count -> count > 0));
    }

    @Property
    void a_list_stays_hidden_when_one_of_its_documents_is_masked_or_deleted_later(@ForAll Caller.Professional reader, @ForAll RecordPolicy record,
            @ForAll @Size(min = 1, max = 4) List<Deposit> deposits, @ForAll Visibility label) {
        List<Deposit> named = deposits.stream().map(Deposit::byNobody).toList();
        Deposit first = named.get(0);
        Collection<Set<AclToken>> rest = named.stream().skip(1).map(Deposit::stamp).toList();
        for (Deposit changed : List.of(first.labelled(label), first.deleted())) {
            Set<AclToken> restamped = AclStamp.ofList(Stream.concat(Stream.of(changed.stamp()), rest.stream()).toList(), Set.of());
            boolean shown = isShown(reading(reader), record, restamped);
            assertThat(!shown || isShown(reading(reader), record, changed.stamp())).isTrue();
        }
    }

    @Property
    void nobody_is_shown_another_record(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        AccessDecision decision = Rules.policy().decide(request, record);
        boolean elsewhere = request.caller() instanceof Caller.Holder holder && !holder.patientId().equals(record.patientId())
                || request.caller() instanceof Caller.Representative representative && !representative.patientId().equals(record.patientId());
        assertThat(!elsewhere || decision instanceof AccessDecision.Deny).isTrue();
        assertThat(!(decision instanceof AccessDecision.Permit permit) || permit.patientId().equals(record.patientId())).isTrue();
    }

    @Property
    void a_search_asks_for_exactly_what_the_decision_opens(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        if (Rules.policy().decide(request, record) instanceof AccessDecision.Permit permit) {
            SearchConstraint constraint = SearchConstraint.of(permit);
            assertThat(constraint.patientId()).isEqualTo(record.patientId());
            assertThat(constraint.tokens()).isSorted().doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(permit.tokens().stream().map(AclToken::value).toList());
        }
    }

    private static AccessRequest reading(Caller caller) {
        return Asking.of(caller, Act.READ, AccessMode.NORMAL, false, true, false, Cast.NOW);
    }

    private static boolean isShown(AccessRequest request, RecordPolicy record, Set<AclToken> stamp) {
        return Rules.policy().decide(request, record) instanceof AccessDecision.Permit permit && permit.opens(stamp);
    }
}
