package fr.carnet.enforcement.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.RecordState;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.RecordDomain;
import fr.carnet.enforcement.support.Rules;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** S3, S4.1 and S2, whoever asks. */
@Domain(RecordDomain.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class LifecyclePropertyTest {

    @Property
    void a_record_that_is_not_open_answers_nobody(@ForAll AccessRequest request, @ForAll RecordPolicy record, @ForAll RecordState state) {
        // How it stands is told all the same: consent.StatusRule.
        Assume.that(state != RecordState.OPEN && request.act() != Act.READ_STATUS);
        RecordPolicy closed = new RecordPolicy(record.patientId(), state, record.birthDate(), record.authorisations(), record.blocked(),
                record.attendingDoctors(), record.depositOppositions(), record.emergency(), record.delegations(), record.purposes(), record.masksNewDocuments());
        assertThat(Rules.policy().decide(request, closed)).isInstanceOf(AccessDecision.Deny.class);
    }

    @Property
    void insurers_support_and_nobody_read_nothing(@ForAll("outsiders") Caller caller, @ForAll AccessRequest asked, @ForAll RecordPolicy record) {
        AccessRequest request = Asking.by(caller, asked);
        boolean permitted = Rules.policy().decide(request, record) instanceof AccessDecision.Permit;
        boolean feeding = caller instanceof Caller.Insurer && request.act() == Act.DEPOSIT;
        boolean delegating = caller instanceof Caller.Support && request.act() == Act.DELEGATE;
        assertThat(permitted && !feeding && !delegating).isFalse();
        if (Rules.policy().decide(request, record) instanceof AccessDecision.Permit permit) {
            assertThat(permit.tokens()).allMatch(AclToken::isAuthor);
        }
    }

    @Provide
    Arbitrary<Caller> outsiders() {
        return Arbitraries.of(new Caller.Insurer("assurance-maladie"), new Caller.Support("3422"), new Caller.Anonymous());
    }
}
