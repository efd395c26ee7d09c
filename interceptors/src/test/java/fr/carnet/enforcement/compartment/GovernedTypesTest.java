package fr.carnet.enforcement.compartment;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.Reason;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Verdict;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table as it is read. */
class GovernedTypesTest {
    private final GovernedTypes types = GovernedTypes.load();

    @Test
    @DisplayName("Every row is read, each cell as the words in it")
    void rows() {
        assertThat(types.all()).hasSize(21).extracting(GovernedType::type).contains("AuditEvent", "DocumentReference", "RelatedPerson");
        assertThat(types.find("Basic")).isEmpty();
        assertThat(types.find("Immunization")).contains(new GovernedType("Immunization", types.find("Immunization").orElseThrow().patient(),
                Set.of(Audience.HOLDER, Audience.CARE, Audience.APP), Set.of("professional", "insurer", "holder", "representative"), Set.of(AccessMode.values())));
        assertThat(types.find("AuditEvent").orElseThrow().writers()).isEmpty();
        assertThat(types.find("MedicationStatement").orElseThrow().readers()).contains(Audience.CARE_HISTORY);
        assertThat(types.find("Condition").orElseThrow().modes()).containsExactly(AccessMode.NORMAL);
    }

    @Test
    @DisplayName("S4.rubrics the rubrics are exactly those that the table opens to care")
    void rubrics() {
        Verdict verdict = new RubricsRule(types).judge(Ground.CARE, Asking.of(Cast.caller("doctor 10"), Act.READ, AccessMode.NORMAL, false, false, false, Cast.NOW),
                RecordPolicy.opened(Cast.PATIENT, LocalDate.of(1980, 5, 1)));
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Permit.class, permit -> {
            assertThat(permit.grant().tokens()).containsExactlyInAnyOrder(AclToken.type("Immunization"), AclToken.type("CareTeam"), AclToken.type("RelatedPerson"),
                    AclToken.type("MedicationStatement"), AclToken.type("Procedure"));
            assertThat(permit.reason()).isEqualTo(new Reason("S4.rubrics", "rubrics"));
        });
    }
}
