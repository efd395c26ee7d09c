package fr.carnet.enforcement.compartment;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.RecordDomain;
import fr.carnet.enforcement.support.Rules;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** S4 to S6, over every governed type. */
@Domain(RecordDomain.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class CompartmentPropertyTest {

    @Property
    void what_the_table_does_not_know_is_nobody_s(@ForAll AccessRequest asked, @ForAll RecordPolicy record) {
        AccessRequest request = about(new DataCategory("Basic", ""), asked);
        assertThat(Rules.policy().decide(request, record)).isInstanceOf(AccessDecision.Deny.class);
    }

    @Property
    void nobody_writes_what_the_table_does_not_let_him_write(@ForAll AccessRequest asked, @ForAll RecordPolicy record, @ForAll("types") GovernedType type) {
        AccessRequest request = about(DataCategory.of(type.type()), asked);
        boolean writing = request.act() == Act.DEPOSIT || request.act() == Act.AMEND;
        boolean permitted = Rules.policy().decide(request, record) instanceof AccessDecision.Permit;
        // A content counts as its document.
        GovernedType row = Rules.types().find(DataCategory.of(type.type()).type()).orElseThrow();
        assertThat(writing && permitted && !row.writers().contains(request.caller().kind())).isFalse();
    }

    @Property
    void an_emergency_mode_opens_no_type_that_is_not_read_in_it(@ForAll AccessRequest asked, @ForAll RecordPolicy record, @ForAll("types") GovernedType type) {
        AccessRequest request = about(DataCategory.of(type.type()), asked);
        boolean read = request.act() == Act.READ && Rules.policy().decide(request, record) instanceof AccessDecision.Permit;
        GovernedType row = Rules.types().find(DataCategory.of(type.type()).type()).orElseThrow();
        assertThat(read && request.mode() != AccessMode.NORMAL && !row.modes().contains(request.mode())).isFalse();
    }

    @Property
    void a_professional_is_shown_nothing_of_the_profil_medical(@ForAll Caller.Professional caller, @ForAll AccessRequest asked, @ForAll RecordPolicy record,
            @ForAll("profile") String type) {
        AccessRequest request = Asking.by(caller, about(DataCategory.of(type), asked));
        Set<AclToken> entered = EntryStamp.of(Rules.types().find(type).orElseThrow(), new EntryFacts(DataCategory.of(type), false, false, Set.of(), Set.of()),
                Set.of(AclToken.author("Patient", "holder-1")));
        assertThat(Rules.policy().decide(request, record) instanceof AccessDecision.Permit permit && permit.opens(entered)).isFalse();
    }

    @Provide
    Arbitrary<GovernedType> types() {
        return Arbitraries.of(Rules.types().all());
    }

    @Provide
    Arbitrary<String> profile() {
        return Arbitraries.of("Condition", "AllergyIntolerance", "FamilyMemberHistory", "QuestionnaireResponse", "Observation", "Device", "Procedure", "MedicationStatement");
    }

    private static AccessRequest about(DataCategory category, AccessRequest asked) {
        return new AccessRequest(asked.caller(), asked.act(), Set.of(category), asked.mode(), asked.use(), asked.consentDeclared(), asked.hasDeposited(),
                asked.emergencySession(), asked.at());
    }
}
