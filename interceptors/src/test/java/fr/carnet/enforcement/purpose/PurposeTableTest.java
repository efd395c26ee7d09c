package fr.carnet.enforcement.purpose;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.PurposeConsent;
import fr.carnet.enforcement.policy.Reason;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.Catalogue;
import fr.carnet.enforcement.support.PolicyTable;
import fr.carnet.enforcement.support.Rules;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** S6: what an app reads, adds and changes under a purpose. */
class PurposeTableTest {

    @TestFactory
    Stream<DynamicTest> purpose() {
        return PolicyTable.tests("purpose");
    }

    @Test
    @DisplayName("S6 an app that adds nothing of any kind is covered by no purpose")
    void nothingIsCovered() {
        RecordPolicy opened = RecordPolicy.opened(Cast.PATIENT, LocalDate.of(1980, 5, 1));
        PurposeConsent consent = new PurposeConsent(Catalogue.OID, "GLUCOSE", Set.of(), Set.of(), false, Optional.empty(), Cast.NOW, Optional.empty());
        RecordPolicy record = new RecordPolicy(opened.patientId(), opened.state(), opened.birthDate(), List.of(), Set.of(), Set.of(), Set.of(), opened.emergency(), List.of(),
                List.of(consent), false);
        AccessRequest request = new AccessRequest(Cast.caller("app"), Act.DEPOSIT, Set.of(), AccessMode.NORMAL, Optional.of(Catalogue.under("GLUCOSE")), false, false, false,
                Cast.NOW);
        assertThat(Rules.policy().decide(request, record)).isEqualTo(new AccessDecision.Deny(List.of(new Reason("S6.2", "purpose-too-narrow"))));
    }
}
