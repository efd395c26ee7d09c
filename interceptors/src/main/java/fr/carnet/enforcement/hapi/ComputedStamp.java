package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.compartment.EntryStamp;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.policy.AclToken;
import java.util.Set;
import org.hl7.fhir.r4.model.DomainResource;

/** The stamp of what the server computes at each reading and never stores: the one that it would carry if it were stored, without an author. */
public final class ComputedStamp {

    private final GovernedTypes types;
    private final EntryReader entries;

    /**
     * @param types      the table of governed types
     * @param categories reads what a resource is
     */
    public ComputedStamp(GovernedTypes types, CategoryReader categories) {
        this.types = types;
        this.entries = new EntryReader(categories);
    }

    /**
     * Stamps it, so that the watch stage lets it pass.
     *
     * @param computed what the server computed from resources that the decision shows
     * @return whether the request's decision, and the token's scopes, open it; if not it must not be shown
     */
    public boolean stamp(DomainResource computed, RequestDetails request) {
        Set<AclToken> tokens = EntryStamp.of(types.find(computed.fhirType()).orElseThrow(), entries.facts(computed), Set.of());
        AclExtension.write(computed, tokens);
        return RequestScope.permit(request).opens(tokens) && RequestScope.narrowed(request).map(filter -> ScopedCodes.isWithin(computed, filter)).orElse(true);
    }
}
