package fr.carnet.enforcement.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.RecordDomain;
import fr.carnet.enforcement.support.Rules;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** S4.3: an emergency changes only what its mode allows. */
@Domain(RecordDomain.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class BreakGlassPropertyTest {

    private final AccessPolicy policy = Rules.policy();

    @Property
    void break_glass_changes_only_what_its_mode_allows(@ForAll Caller.Professional caller, @ForAll RecordPolicy record, @ForAll boolean deposited) {
        AccessRequest emergency = Asking.of(caller, Act.READ, AccessMode.BRIS_DE_GLACE, false, deposited, true, Cast.NOW);
        AccessRequest normal = Asking.of(caller, Act.READ, AccessMode.NORMAL, false, deposited, true, Cast.NOW);
        Set<String> unmasked = plain(opened(emergency, record));
        assertThat(plain(opened(normal, everybodyAuthorised(caller, record)))).as("never more types than an authorisation opens").containsAll(unmasked);
    }

    @Property
    void without_a_session_break_glass_opens_nothing_of_others(@ForAll Caller.Professional caller, @ForAll RecordPolicy record) {
        AccessRequest request = Asking.of(caller, Act.READ, AccessMode.BRIS_DE_GLACE, false, false, false, Cast.NOW);
        assertThat(opened(request, record)).isEmpty();
    }

    @Property
    void a_session_alone_changes_nothing_in_normal_mode(@ForAll Caller caller, @ForAll RecordPolicy record, @ForAll boolean deposited) {
        AccessRequest without = Asking.of(caller, Act.READ, AccessMode.NORMAL, false, deposited, false, Cast.NOW);
        AccessRequest with = Asking.of(caller, Act.READ, AccessMode.NORMAL, false, deposited, true, Cast.NOW);
        assertThat(opened(with, record)).isEqualTo(opened(without, record));
    }

    private Set<AclToken> opened(AccessRequest request, RecordPolicy record) {
        return policy.decide(request, record) instanceof AccessDecision.Permit permit ? permit.tokens() : Set.of();
    }

    private static Set<String> plain(Set<AclToken> tokens) {
        return tokens.stream().map(AclToken::value).filter(token -> token.startsWith("ps.")).collect(Collectors.toSet());
    }

    private static RecordPolicy everybodyAuthorised(Caller.Professional caller, RecordPolicy record) {
        Authorisation valid = new Authorisation(caller.id(), Cast.NOW.minusSeconds(60), Cast.NOW.plusSeconds(60));
        return Asking.sharing(record, List.of(valid), record.blocked());
    }
}
