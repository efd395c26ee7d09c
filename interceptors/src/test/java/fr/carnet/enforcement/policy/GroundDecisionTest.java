package fr.carnet.enforcement.policy;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S7, one ground alone: what it opens and by which rules, or what it lacks. */
class GroundDecisionTest {

    private static final RecordPolicy RECORD = RecordPolicy.opened(Cast.PATIENT, LocalDate.of(1980, 5, 1));
    private static final Rule OPENS = (ground, request, record) -> ground == Ground.CARE
            ? Verdict.permit(Grant.tokens(Set.of(AclToken.HOLDER)), "S1", "opens") : Verdict.ABSTAIN;
    private static final Rule LETS = (ground, request, record) -> Verdict.permit(Grant.NOTHING, "S2", "lets");
    private static final Rule REFUSES = (ground, request, record) -> ground == Ground.SELF ? Verdict.deny("S3", "refuses") : Verdict.ABSTAIN;

    @Test
    @DisplayName("It permits with its own tokens and reasons, and none of what a decision adds for identity or own deposits")
    void permits() {
        assertThat(decided(Act.READ, Ground.CARE, OPENS, LETS)).isInstanceOfSatisfying(AccessDecision.Permit.class, permit -> {
            assertThat(permit.tokens()).containsExactly(AclToken.HOLDER);
            assertThat(permit.reasons()).containsExactly(new Reason("S1", "opens"), new Reason("S2", "lets"));
            assertThat(permit.patientId()).isEqualTo(Cast.PATIENT);
        });
        assertThat(decided(Act.DEPOSIT, Ground.SELF, LETS)).isInstanceOfSatisfying(AccessDecision.Permit.class, permit -> assertThat(permit.tokens()).isEmpty());
    }

    @Test
    @DisplayName("It refuses with what denied it, and by default when nothing permits it or a reader would be opened nothing")
    void refuses() {
        assertThat(decided(Act.READ, Ground.SELF, OPENS, LETS, REFUSES)).isEqualTo(new AccessDecision.Deny(List.of(new Reason("S3", "refuses"))));
        AccessDecision byDefault = new AccessDecision.Deny(List.of(new Reason("S7", "default-deny")));
        assertThat(decided(Act.READ, Ground.SELF, OPENS)).isEqualTo(byDefault);
        assertThat(decided(Act.READ, Ground.SELF, LETS)).isEqualTo(byDefault);
        assertThat(decided(Act.DEPOSIT, Ground.SELF, OPENS)).isEqualTo(byDefault);
    }

    private static AccessDecision decided(Act act, Ground ground, Rule... rules) {
        return new AccessPolicy(List.of(rules)).decideOn(ground, Asking.of(Cast.caller("holder"), act, AccessMode.NORMAL, false, false, false, Cast.NOW), RECORD);
    }
}
