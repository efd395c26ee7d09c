package fr.carnet.enforcement.policy;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.support.RecordDomain;
import fr.carnet.enforcement.support.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;

/** What holds of the engine, whatever the rules say: named as the theorems that authorization engines are proved by. */
@Domain(RecordDomain.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class AccessPolicyPropertyTest {

    private final AccessPolicy policy = Rules.policy();

    @Property
    void default_deny(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        Rule abstention = (ground, asked, stands) -> Verdict.ABSTAIN;
        Reason unspoken = new Reason("S7", "default-deny");
        assertThat(new AccessPolicy(List.of()).decide(request, record)).isEqualTo(new AccessDecision.Deny(List.of(unspoken)));
        assertThat(new AccessPolicy(List.of(abstention, abstention)).decide(request, record)).isEqualTo(new AccessDecision.Deny(List.of(unspoken)));
    }

    @Property
    void allowed_only_if_explicitly_permitted_and_not_denied(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        boolean permitted = policy.decide(request, record) instanceof AccessDecision.Permit;
        boolean ground = Arrays.stream(Ground.values()).anyMatch(candidate -> verdicts(candidate, request, record).anyMatch(Verdict.Permit.class::isInstance)
                && verdicts(candidate, request, record).noneMatch(Verdict.Deny.class::isInstance));
        assertThat(!permitted || ground).isTrue();
        Statistics.label("decision").collect(permitted ? "permit" : "deny");
        Statistics.label("decision").coverage(coverage -> coverage.check("permit").percentage(share -> share > 10));
    }

    @Property
    void deny_overrides_permit(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        Rule refusal = (ground, asked, stands) -> Verdict.deny("S0", "always");
        Rule consent = (ground, asked, stands) -> Verdict.permit(Grant.tokens(Set.of(AclToken.HOLDER)), "S0", "always");
        assertThat(with(refusal).decide(request, record)).isInstanceOf(AccessDecision.Deny.class);
        assertThat(new AccessPolicy(List.of(consent, refusal)).decide(request, record)).isInstanceOf(AccessDecision.Deny.class);
    }

    @Property
    void one_ground_denied_takes_its_openings_away_and_no_others(@ForAll AccessRequest request, @ForAll RecordPolicy record, @ForAll Ground denied) {
        Rule refusal = (ground, asked, stands) -> ground == denied ? Verdict.deny("S0", "this-ground") : Verdict.ABSTAIN;
        List<Rule> elsewhere = Rules.all().stream().<Rule>map(rule ->
                (ground, asked, stands) -> ground == denied ? Verdict.ABSTAIN : rule.judge(ground, asked, stands)).toList();
        assertThat(tokens(with(refusal).decide(request, record))).isEqualTo(tokens(new AccessPolicy(elsewhere).decide(request, record)));
        assertThat(tokens(policy.decide(request, record))).containsAll(tokens(with(refusal).decide(request, record)));
    }

    @Property
    void order_of_rules_does_not_matter(@ForAll AccessRequest request, @ForAll RecordPolicy record, @ForAll("shuffled") List<Rule> rules) {
        AccessDecision decision = policy.decide(request, record);
        AccessDecision shuffled = new AccessPolicy(rules).decide(request, record);
        assertThat(shuffled).hasSameClassAs(decision);
        assertThat(tokens(shuffled)).isEqualTo(tokens(decision));
        assertThat(shuffled.reasons()).containsExactlyInAnyOrderElementsOf(decision.reasons());
    }

    @Property
    void a_decision_is_the_union_of_its_grounds(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        List<AccessDecision> grounds = Arrays.stream(Ground.values()).map(ground -> policy.decideOn(ground, request, record)).toList();
        List<AccessDecision.Permit> permits = grounds.stream().filter(AccessDecision.Permit.class::isInstance).map(AccessDecision.Permit.class::cast).toList();
        AccessDecision decision = policy.decide(request, record);
        assertThat(decision instanceof AccessDecision.Permit).isEqualTo(!permits.isEmpty());
        assertThat(grounds).allSatisfy(ground -> assertThat(ground.reasons()).isNotEmpty());
        if (decision instanceof AccessDecision.Permit permit) {
            Set<AclToken> opened = new HashSet<>(request.act() == Act.READ ? Set.of(AclToken.IDENTITY) : request.act() == Act.READ_STATUS ? Set.of()
                    : request.caller().personalTokens());
            permits.forEach(ground -> opened.addAll(ground.tokens()));
            assertThat(permit.tokens()).isEqualTo(opened);
            assertThat(permits).allSatisfy(ground -> assertThat(ground.patientId()).isEqualTo(record.patientId()));
        } else {
            assertThat(grounds).filteredOn(ground -> !ground.reasons().contains(new Reason("S7", "default-deny")))
                    .allSatisfy(ground -> assertThat(decision.reasons()).containsAll(ground.reasons()));
        }
    }

    @Property
    void a_rule_twice_changes_nothing(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        AccessPolicy twice = new AccessPolicy(Stream.concat(Rules.all().stream(), Rules.all().stream()).toList());
        assertThat(tokens(twice.decide(request, record))).isEqualTo(tokens(policy.decide(request, record)));
    }

    @Property
    void the_same_question_gets_the_same_answer(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        assertThat(Rules.policy().decide(request, record)).isEqualTo(policy.decide(request, record));
    }

    @Property
    void a_decision_says_why(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        assertThat(policy.decide(request, record).reasons()).isNotEmpty();
    }

    @Property
    void a_decision_stays_small(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        // 130 types, masked and unmasked, and a handful of facts: the combo index stops at 500.
        assertThat(tokens(policy.decide(request, record))).hasSizeLessThan(300);
    }

    @Provide
    Arbitrary<List<Rule>> shuffled() {
        return Arbitraries.shuffle(Rules.all());
    }

    private static AccessPolicy with(Rule rule) {
        List<Rule> rules = new ArrayList<>(Rules.all());
        rules.add(rule);
        return new AccessPolicy(rules);
    }

    private static Stream<Verdict> verdicts(Ground ground, AccessRequest request, RecordPolicy record) {
        return Rules.all().stream().map(rule -> rule.judge(ground, request, record));
    }

    private static Set<AclToken> tokens(AccessDecision decision) {
        return decision instanceof AccessDecision.Permit permit ? permit.tokens() : Set.of();
    }
}
