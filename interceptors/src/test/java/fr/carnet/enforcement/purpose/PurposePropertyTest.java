package fr.carnet.enforcement.purpose;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.Catalogue;
import fr.carnet.enforcement.support.Deposit;
import fr.carnet.enforcement.support.RecordDomain;
import fr.carnet.enforcement.support.Rules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;

/** S6: what an app can never have, whatever was consented. */
@Domain(RecordDomain.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class PurposePropertyTest {

    @Property
    void an_app_is_never_shown_more_than_whoever_paired_it(@ForAll Caller.App app, @ForAll RecordPolicy record, @ForAll Deposit deposit) {
        Set<AclToken> stamp = deposit.byNobody().stamp();
        Caller person = app.relatedPersonId().<Caller>map(id -> new Caller.Representative(app.patientId(), id)).orElseGet(() -> new Caller.Holder(app.patientId()));
        boolean shown = shows(reading(app, true), record, stamp);
        assertThat(shown && !shows(reading(person, false), record, stamp)).isFalse();
        Statistics.label("app").collect(shown ? "shown" : "hidden");
        Statistics.label("app").coverage(coverage -> coverage.check("shown").count(count -> count > 0));
    }

    @Property
    void without_consent_an_app_has_nothing(@ForAll AccessRequest asked, @ForAll Caller.App app, @ForAll RecordPolicy record) {
        RecordPolicy withdrawn = new RecordPolicy(record.patientId(), record.state(), record.birthDate(), record.authorisations(), record.blocked(),
                record.attendingDoctors(), record.depositOppositions(), record.emergency(), record.delegations(), List.of(), record.masksNewDocuments());
        assertThat(Rules.policy().decide(Asking.by(app, asked), withdrawn)).isInstanceOf(AccessDecision.Deny.class);
    }

    @Property
    void withdrawing_a_consent_never_reveals_more(@ForAll AccessRequest asked, @ForAll Caller.App app, @ForAll RecordPolicy record) {
        AccessRequest request = Asking.by(app, asked);
        Set<AclToken> before = opened(request, record);
        record.purposes().forEach(gone -> {
            RecordPolicy after = new RecordPolicy(record.patientId(), record.state(), record.birthDate(), record.authorisations(), record.blocked(),
                    record.attendingDoctors(), record.depositOppositions(), record.emergency(), record.delegations(),
                    record.purposes().stream().filter(consent -> consent != gone).toList(), record.masksNewDocuments());
            assertThat(before).containsAll(opened(request, after));
        });
    }

    @Property
    void an_app_changes_only_what_it_wrote(@ForAll AccessRequest asked, @ForAll Caller.App app, @ForAll RecordPolicy record) {
        AccessRequest request = new AccessRequest(app, Act.AMEND, asked.data(), AccessMode.NORMAL, asked.use(), false, false, false, asked.at());
        assertThat(app.personalTokens()).containsAll(opened(request, record));
    }

    private static AccessRequest reading(Caller caller, boolean app) {
        return new AccessRequest(caller, Act.READ, Asking.DOCUMENTS, AccessMode.NORMAL, app ? Optional.of(Catalogue.under("DOCUMENTS")) : Optional.empty(),
                false, false, false, Cast.NOW);
    }

    private static boolean shows(AccessRequest request, RecordPolicy record, Set<AclToken> stamp) {
        return Rules.policy().decide(request, record) instanceof AccessDecision.Permit permit && permit.opens(stamp);
    }

    private static Set<AclToken> opened(AccessRequest request, RecordPolicy record) {
        return Rules.policy().decide(request, record) instanceof AccessDecision.Permit permit ? permit.tokens() : Set.of();
    }
}
