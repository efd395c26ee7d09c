package fr.carnet.enforcement.policy;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.disclosure.DocumentFacts;
import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.Deposit;
import fr.carnet.enforcement.support.RecordDomain;
import fr.carnet.enforcement.support.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What holds of all rules together, whoever asks what of whichever record. */
@Domain(RecordDomain.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class TheoremPropertyTest {

    @Property
    void every_permit_but_of_its_status_needs_an_open_record(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        Assume.that(request.act() != Act.READ_STATUS);
        assertThat(decide(request, record) instanceof AccessDecision.Permit && record.state() != RecordState.OPEN).isFalse();
    }

    @Property
    void adding_an_authorisation_never_hides(@ForAll AccessRequest request, @ForAll RecordPolicy record, @ForAll Authorisation added) {
        List<Authorisation> more = new ArrayList<>(record.authorisations());
        more.add(added);
        AccessDecision before = decide(request, record);
        AccessDecision after = decide(request, Asking.sharing(record, more, record.blocked()));
        assertThat(tokens(after)).containsAll(tokens(before));
        assertThat(before instanceof AccessDecision.Permit && after instanceof AccessDecision.Deny).isFalse();
    }

    @Property
    void withdrawing_a_delegation_never_reveals_more(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        Assume.that(onePerPerson(record));
        record.delegations().forEach(gone -> {
            RecordPolicy after = Asking.delegated(record, record.delegations().stream().filter(delegation -> delegation != gone).toList());
            assertThat(tokens(decide(request, record))).containsAll(tokens(decide(request, after)));
        });
    }

    @Property
    void order_of_a_record_s_facts_does_not_matter(@ForAll AccessRequest request, @ForAll RecordPolicy record, @ForAll Random random) {
        Assume.that(onePerPerson(record));
        RecordPolicy shuffled = new RecordPolicy(record.patientId(), record.state(), record.birthDate(), shuffled(record.authorisations(), random), record.blocked(),
                record.attendingDoctors(), record.depositOppositions(), record.emergency(), shuffled(record.delegations(), random),
                shuffled(record.purposes(), random), record.masksNewDocuments());
        assertThat(decide(request, shuffled)).isEqualTo(decide(request, record));
    }

    @Property
    void invisible_patient_is_never_shown_to_the_patient_side(@ForAll AccessRequest request, @ForAll RecordPolicy record, @ForAll Deposit deposit) {
        Caller caller = request.caller();
        Assume.that(caller instanceof Caller.Holder || caller instanceof Caller.Representative || caller instanceof Caller.App);
        Assume.that(request.act() == Act.READ);
        assertThat(isShown(request, record, deposit.labelled(Visibility.INVISIBLE_PATIENT))).isFalse();
    }

    @Property
    void an_unknown_profession_opens_nothing(@ForAll AccessRequest asked, @ForAll Caller.Professional anybody, @ForAll RecordPolicy record) {
        Caller unheard = new Caller.Professional(anybody.id(), anybody.name(), new Exercise("00", anybody.exercise().specialty(), Optional.of("A")), anybody.structure(),
                anybody.regulator());
        assertThat(decide(Asking.by(unheard, asked), record)).isInstanceOf(AccessDecision.Deny.class);
    }

    @Property
    void an_unknown_purpose_opens_nothing(@ForAll AccessRequest asked, @ForAll Caller.App app, @ForAll RecordPolicy record) {
        Optional<AppUse> unheard = asked.use().map(use -> new AppUse("UNHEARD", use.app()));
        AccessRequest request = new AccessRequest(app, asked.act(), asked.data(), asked.mode(), unheard, asked.consentDeclared(), asked.hasDeposited(),
                asked.emergencySession(), asked.at());
        assertThat(decide(request, record)).isInstanceOf(AccessDecision.Deny.class);
    }

    @Property
    void a_purpose_opens_nothing_to_anybody_but_apps(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        Assume.that(!(request.caller() instanceof Caller.App));
        AccessRequest without = new AccessRequest(request.caller(), request.act(), request.data(), request.mode(), Optional.empty(), request.consentDeclared(),
                request.hasDeposited(), request.emergencySession(), request.at());
        assertThat(decide(request, record).reasons()).isEqualTo(decide(without, record).reasons());
        assertThat(tokens(decide(request, record))).isEqualTo(tokens(decide(without, record)));
    }

    @Property
    void centre_15_is_for_regulating_physicians(@ForAll Caller.Professional caller, @ForAll RecordPolicy record, @ForAll Deposit deposit) {
        AccessRequest request = Asking.of(caller, Act.READ, AccessMode.CENTRE_15, true, true, true, Cast.NOW);
        boolean regulating = caller.regulator() && caller.exercise().profession().equals("10") && record.emergency().callCentre();
        assertThat(isShown(request, record, deposit.byNobody()) && !regulating).isFalse();
    }

    @Property
    void nobody_is_shown_what_nobody_may_read(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        // Masked, invisible to everybody on the patient's side, of no known type, by nobody who asks.
        Deposit sealed = new Deposit(new DocumentFacts(Optional.of("99999-9"), Set.of(Visibility.values()), false), Set.of());
        assertThat(isShown(request, record, sealed)).isFalse();
    }

    /** One RelatedPerson is one delegation. */
    private static boolean onePerPerson(RecordPolicy record) {
        return record.delegations().stream().map(Delegation::relatedPersonId).distinct().count() == record.delegations().size();
    }

    private static <T> List<T> shuffled(List<T> facts, Random random) {
        List<T> copy = new ArrayList<>(facts);
        Collections.shuffle(copy, random);
        return copy;
    }

    private static AccessDecision decide(AccessRequest request, RecordPolicy record) {
        return Rules.policy().decide(request, record);
    }

    private static boolean isShown(AccessRequest request, RecordPolicy record, Deposit deposit) {
        return decide(request, record) instanceof AccessDecision.Permit permit && permit.opens(deposit.stamp());
    }

    private static Set<AclToken> tokens(AccessDecision decision) {
        return decision instanceof AccessDecision.Permit permit ? permit.tokens() : Set.of();
    }
}
