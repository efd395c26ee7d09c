package fr.carnet.enforcement.authorship;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Exercise;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.Deposit;
import fr.carnet.enforcement.support.RecordDomain;
import fr.carnet.enforcement.support.Rules;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** S4.author, whatever the document and however the record stands. */
@Domain(RecordDomain.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class AuthorshipPropertyTest {

    @Property
    void an_author_who_may_read_at_all_is_shown_every_deposit_of_his(@ForAll Caller.Professional author, @ForAll RecordPolicy record, @ForAll Deposit deposit) {
        Assume.that(!deposit.facts().deleted() && !author.exercise().isOccupationalMedicine());
        Deposit own = new Deposit(deposit.facts(), author.authorTokens());
        AccessDecision decision = Rules.policy().decide(reading(author, true), record);
        assertThat(!(decision instanceof AccessDecision.Permit permit) || permit.opens(own.stamp())).isTrue();
    }

    @Property
    void an_occupational_physician_reads_nothing(@ForAll Caller.Professional anybody, @ForAll AccessRequest asked, @ForAll RecordPolicy record) {
        Assume.that(asked.act() != Act.DEPOSIT && asked.act() != Act.READ_STATUS);
        Caller physician = new Caller.Professional(anybody.id(), anybody.name(),
                new Exercise("10", Optional.of(Exercise.OCCUPATIONAL_MEDICINE), Optional.empty()), anybody.structure(), anybody.regulator());
        AccessRequest request = Asking.by(physician, asked);
        assertThat(Rules.policy().decide(request, record)).isInstanceOf(AccessDecision.Deny.class);
    }

    @Property
    void deposits_are_read_by_whoever_made_them_and_not_by_their_structure_s_staff(@ForAll Caller.Professional reader, @ForAll RecordPolicy record) {
        boolean opened = Rules.policy().decide(reading(reader, true), record) instanceof AccessDecision.Permit permit
                && permit.tokens().stream().filter(AclToken::isAuthor).anyMatch(token -> !reader.personalTokens().contains(token));
        assertThat(opened).isFalse();
    }

    @Property
    void a_writer_is_answered_with_what_it_wrote_and_no_other_deposit(@ForAll Caller writer, @ForAll RecordPolicy record, @ForAll Deposit deposit) {
        AccessRequest request = Asking.of(writer, Act.DEPOSIT, AccessMode.NORMAL, true, true, false, Cast.NOW);
        if (Rules.policy().decide(request, record) instanceof AccessDecision.Permit permit) {
            Deposit own = new Deposit(deposit.facts(), writer.authorTokens());
            assertThat(deposit.facts().deleted() || permit.opens(own.stamp())).isTrue();
            Set<AclToken> authors = Set.copyOf(permit.tokens().stream().filter(AclToken::isAuthor).toList());
            assertThat(writer.personalTokens()).containsAll(authors);
        }
    }

    private static AccessRequest reading(Caller caller, boolean hasDeposited) {
        return Asking.of(caller, Act.READ, AccessMode.NORMAL, false, hasDeposited, false, Cast.NOW);
    }
}
