package fr.carnet.enforcement.masking;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Verdict;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.Deposit;
import fr.carnet.enforcement.support.RecordDomain;
import fr.carnet.enforcement.support.Rules;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;

/** S4.5 and the amendments of S4 and S5, for every label and every change. */
@Domain(RecordDomain.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class MaskingPropertyTest {

    private static final Set<String> CODES = Set.of("N", "R", "V", "MASQUE_PS", "INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX");

    @Property
    void a_masked_document_is_shown_to_no_professional_but_author_attending_doctor_and_in_an_emergency_that_allows_it(@ForAll AccessRequest request,
            @ForAll RecordPolicy record, @ForAll Deposit deposit) {
        Assume.that(request.caller() instanceof Caller.Professional);
        boolean shown = Rules.policy().decide(request, record) instanceof AccessDecision.Permit permit
                && permit.opens(deposit.byNobody().labelled(Visibility.MASQUE_PS).stamp());
        boolean designated = request.caller() instanceof Caller.Professional professional && record.attendingDoctors().contains(professional.id());
        boolean emergency = request.mode() != AccessMode.NORMAL && record.emergency().masked();
        assertThat(!shown || designated || emergency).isTrue();
        Statistics.label("masked").collect(shown ? "shown" : "hidden");
        Statistics.label("masked").coverage(coverage -> coverage.check("shown").count(count -> count > 0));
    }

    @Property
    void whoever_is_not_the_author_changes_nothing_but_the_mask(@ForAll Caller caller, @ForAll("states") DocumentState before,
            @ForAll("states") DocumentState after) {
        if (new AmendmentRule().judge(caller, false, before, after) instanceof Verdict.Permit) {
            assertThat(caller).isInstanceOfAny(Caller.Holder.class, Caller.Representative.class);
            assertThat(after.status()).isEqualTo(before.status());
            assertThat(after.archived()).isEqualTo(before.archived());
            for (String code : Set.of("R", "V", "INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX")) {
                assertThat(after.labels().contains(code)).isEqualTo(before.labels().contains(code));
            }
        }
    }

    @Property
    void the_patient_s_side_never_moves_the_labels_that_hide_from_it(@ForAll("patientSide") Caller caller, @ForAll boolean author,
            @ForAll("states") DocumentState before, @ForAll("states") DocumentState after) {
        if (new AmendmentRule().judge(caller, author, before, after) instanceof Verdict.Permit) {
            for (String code : Set.of("INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX")) {
                assertThat(after.labels().contains(code)).isEqualTo(before.labels().contains(code));
            }
        }
    }

    @Provide
    Arbitrary<Caller> patientSide() {
        return Arbitraries.of(new Caller.Holder(Cast.PATIENT), new Caller.Representative(Cast.PATIENT, Cast.RELATED_PERSON));
    }

    @Provide
    Arbitrary<DocumentState> states() {
        return Combinators.combine(Arbitraries.of("current", "superseded", "entered-in-error"), Arbitraries.of(CODES).set(), Arbitraries.of(true, false))
                .as(DocumentState::new);
    }
}
