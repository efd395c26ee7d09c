package fr.carnet.enforcement.policy;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.support.PolicyTable;
import fr.carnet.enforcement.support.Rules;
import fr.carnet.enforcement.support.Situation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** On which grounds each rule speaks, over every situation of every table: a denial on a ground that is not a rule's own would hide what another opens. */
class GroundsTest {
    private static final Set<Ground> EVERY = EnumSet.allOf(Ground.class);
    private static final Map<String, Set<Ground>> GROUNDS = Map.ofEntries(Map.entry("RecordStateRule", EVERY), Map.entry("CompartmentRule", EVERY),
            Map.entry("BlockRule", EVERY), Map.entry("DepositOppositionRule", EVERY), Map.entry("AdvanceDirectiveRule", EVERY),
            Map.entry("RubricsRule", Set.of(Ground.CARE)), Map.entry("AuthorisationRule", Set.of(Ground.CARE)), Map.entry("StatusRule", Set.of(Ground.CARE)),
            Map.entry("BreakGlassRule", Set.of(Ground.CARE)),
            Map.entry("DeclarationRule", Set.of(Ground.CARE)), Map.entry("AttendingDoctorRule", Set.of(Ground.CARE)), Map.entry("MaskingRule", Set.of(Ground.CARE)),
            Map.entry("HabilitationRule", Set.of(Ground.CARE, Ground.AUTHORSHIP)), Map.entry("AuthorRule", Set.of(Ground.AUTHORSHIP)),
            Map.entry("FeedingRule", Set.of(Ground.AUTHORSHIP)), Map.entry("HolderRule", Set.of(Ground.SELF)), Map.entry("RepresentativeRule", Set.of(Ground.DELEGATION)),
            Map.entry("OnBehalfRule", Set.of(Ground.PURPOSE)), Map.entry("PurposeRule", Set.of(Ground.PURPOSE)), Map.entry("SupportDeskRule", Set.of(Ground.DESK)));

    @TestFactory
    @DisplayName("S7 a rule speaks of its own grounds, and of each of them at least once")
    Stream<DynamicTest> ownGrounds() {
        List<Situation> situations = PolicyTable.situations().toList();
        return Rules.all().stream().map(rule -> DynamicTest.dynamicTest(rule.getClass().getSimpleName(), () -> {
            Set<Ground> spoken = EnumSet.noneOf(Ground.class);
            Arrays.stream(Ground.values()).filter(ground -> situations.stream()
                    .anyMatch(situation -> !rule.judge(ground, situation.request(), situation.record()).equals(Verdict.ABSTAIN))).forEach(spoken::add);
            assertThat(spoken).isEqualTo(GROUNDS.get(rule.getClass().getSimpleName()));
        }));
    }
}
