package fr.carnet.enforcement.consent;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Verdict;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.RecordDomain;
import fr.carnet.enforcement.support.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;

/** S4.2 and S4.3, whatever else the holder has decided. */
@Domain(RecordDomain.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class ConsentPropertyTest {

    @Property
    void blocked_beats_everything_but_deposits_and_being_told_so(@ForAll AccessRequest request, @ForAll Caller.Professional caller, @ForAll RecordPolicy record) {
        RecordPolicy blocked = with(record, record.authorisations(), Set.of(caller.id()));
        AccessRequest asked = by(caller, request);
        AccessDecision decision = Rules.policy().decide(asked, blocked);
        if (request.act() == Act.DEPOSIT || request.act() == Act.READ_STATUS) {
            RecordPolicy free = with(record, record.authorisations(), Set.of());
            assertThat(tokens(decision)).isEqualTo(tokens(Rules.policy().decide(asked, free)));
        } else {
            assertThat(decision).isInstanceOf(AccessDecision.Deny.class);
        }
    }

    @Property
    void withdrawing_an_authorisation_never_reveals_more(@ForAll AccessRequest request, @ForAll RecordPolicy record, @ForAll Authorisation withdrawn) {
        List<Authorisation> more = new ArrayList<>(record.authorisations());
        more.add(withdrawn);
        Set<AclToken> before = tokens(Rules.policy().decide(request, with(record, more, record.blocked())));
        Set<AclToken> after = tokens(Rules.policy().decide(request, record));
        assertThat(before).containsAll(after);
        Statistics.label("withdrawal").collect(before.equals(after) ? "changes nothing" : "takes away");
        Statistics.label("withdrawal").coverage(coverage -> coverage.check("takes away").count(count -> count > 0));
    }

    @Property
    void blocking_somebody_never_reveals_more(@ForAll AccessRequest request, @ForAll Caller.Professional victim, @ForAll RecordPolicy record) {
        Set<AclToken> before = tokens(Rules.policy().decide(request, with(record, record.authorisations(), Set.of())));
        Set<AclToken> after = tokens(Rules.policy().decide(request, with(record, record.authorisations(), Set.of(victim.id()))));
        assertThat(before).containsAll(after);
    }

    @Property
    void without_authorisation_nor_designation_no_type_is_opened(@ForAll AccessRequest request, @ForAll RecordPolicy record) {
        Assume.that(record.attendingDoctors().isEmpty() && request.mode() == AccessMode.NORMAL);
        Set<AclToken> opened = tokens(Rules.policy().decide(request, with(record, List.of(), record.blocked())));
        assertThat(opened).noneMatch(token -> token.value().startsWith("ps"));
    }

    @Property
    void how_a_record_stands_is_told_by_who_asks_alone(@ForAll Caller caller, @ForAll AccessRequest request, @ForAll RecordPolicy one, @ForAll RecordPolicy another) {
        AccessRequest asked = Asking.of(caller, Act.READ_STATUS, request.mode(), request.consentDeclared(), request.hasDeposited(), request.emergencySession(), request.at());
        AccessDecision decision = Rules.policy().decide(asked, one);
        assertThat(decision).hasSameClassAs(Rules.policy().decide(asked, another));
        assertThat(tokens(decision)).isEqualTo(tokens(Rules.policy().decide(asked, another))).isSubsetOf(AclToken.STATUS);
        assertThat(decision instanceof AccessDecision.Permit)
                .isEqualTo(caller instanceof Caller.Professional professional && Rules.professions().isKnown(professional.exercise()));
    }

    @Property
    void a_status_is_valid_when_an_authorised_professional_could_deposit(@ForAll Caller.Professional caller, @ForAll RecordPolicy record, @ForAll AccessRequest request) {
        AccessStatus status = AccessStatus.of(caller, record, request.at());
        boolean authorised = !(new AuthorisationRule().judge(Ground.CARE, Asking.of(caller, Act.DEPOSIT, AccessMode.NORMAL, false, false, false, request.at()), record)
                instanceof Verdict.Deny);
        assertThat(status == AccessStatus.INTERDIT).isEqualTo(record.blocked().contains(caller.id()));
        assertThat(status == AccessStatus.VALIDE).isEqualTo(authorised && !record.blocked().contains(caller.id()));
    }

    private static AccessRequest by(Caller caller, AccessRequest request) {
        return Asking.by(caller, request);
    }

    private static RecordPolicy with(RecordPolicy record, List<Authorisation> authorisations, Set<ActorId> blocked) {
        return Asking.sharing(record, authorisations, blocked);
    }

    private static Set<AclToken> tokens(AccessDecision decision) {
        return decision instanceof AccessDecision.Permit permit ? permit.tokens() : Set.of();
    }
}
