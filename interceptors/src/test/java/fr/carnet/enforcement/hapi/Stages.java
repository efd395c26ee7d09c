package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.disclosure.Sighting;
import fr.carnet.enforcement.disclosure.StoredResource;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.hapi.AdmissionInterceptor.References;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.RecordPolicies;
import fr.carnet.enforcement.policy.ReferencedApps;
import fr.carnet.enforcement.policy.ScopeFilter;
import fr.carnet.enforcement.policy.Verdict;
import java.util.AbstractSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Admission with one of its stages taken out, to show that the proofs would notice. The product has no such switch: these are assembled here,
 * from the parts of a running server, and put in the place of its own by its interceptor registry.
 *
 * @param fhir     FHIR context
 * @param policy   the engine in force
 * @param parts    what every admission is made of
 * @param stored   the index
 * @param types    document types that a stage taken out would have told apart
 * @param author   author token of a caller whom a stage taken out would have told from others
 */
public record Stages(FhirContext fhir, AccessPolicy policy, Parts parts, StoredResources stored, Set<String> types, AclToken author) {

    private static final GovernedTypes GOVERNED = GovernedTypes.load();

    /**
     * What every admission is made of, with whatever stage.
     *
     * @param records    the gate's rows
     * @param apps       the catalogue
     * @param categories reads what a body is
     * @param headers    mode and purpose
     */
    public record Parts(RecordPolicies records, ReferencedApps apps, CategoryReader categories, RequestHeaders headers) {
    }

    /** @return admission that offers every interaction and parameter to anybody */
    public Object withoutAllowList() {
        List<String> interactions = AllowList.load().rows().stream().map(AllowedInteraction::interaction).distinct().toList();
        Set<String> known = new HashSet<>();
        AllowList.load().rows().forEach(row -> known.add(row.type()));
        return admission(new AllowList(known.stream().flatMap(type -> Stream.concat(interactions.stream(), Stream.of("vread", "history-instance", "history-type", "delete"))
                .map(interaction -> new AllowedInteraction(type, interaction, Set.of("*"), "", new Anything(), new Anything()))).toList()), policy, new Seen(stored, stored, stored));
    }

    /** @return admission whose gate lets everybody into every record, as far as the caller's own rules would open one */
    public Object withoutGate() {
        Set<AclToken> all = everyToken();
        return admission(AllowList.load(), new AccessPolicy(List.of((ground, request, record) -> Verdict.permit(Grant.tokens(all), "none", "none"))), new Seen(stored, stored, stored));
    }

    /** @return admission that takes whatever is stored for visible */
    public Object withoutSight() {
        return admission(AllowList.load(), policy, new Seen(new AllVisible(stored, everyToken()), stored, stored));
    }

    /** @return admission that takes whatever a write refers to for visible */
    public Object withoutReferenceCheck() {
        return admission(AllowList.load(), policy, new Seen(stored, new AllVisible(stored, everyToken()), stored));
    }

    /** @return admission that takes whatever a search refers to for visible */
    public Object withoutSearchedReferences() {
        return admission(AllowList.load(), policy, new Seen(stored, stored, new AllVisible(stored, everyToken())));
    }

    /**
     * The index as the see stage asks it.
     *
     * @param named    by reads and changes
     * @param referred by references of writes
     * @param searched by references of searches
     */
    private record Seen(StoredResources named, StoredResources referred, StoredResources searched) {
    }

    private AdmissionInterceptor admission(AllowList allowList, AccessPolicy engine, Seen seen) {
        Gate gate = new Gate(parts.records(), engine, parts.apps());
        References references = new References(new RecordKeys(new RecordReferences(fhir, GOVERNED)), new ReferenceCheck(fhir, seen.referred()),
                new SearchedReferences(SearchNames.load(), seen.searched()));
        return new AdmissionInterceptor(allowList, gate, new Sight(gate, seen.named()), references, parts.categories(), parts.headers());
    }

    private Set<AclToken> everyToken() {
        Set<AclToken> tokens = new HashSet<>(Set.of(AclToken.HOLDER, AclToken.REPRESENTATIVE, AclToken.IDENTITY, AclToken.STATUS, author));
        types.forEach(type -> {
            tokens.add(AclToken.type(type));
            tokens.add(AclToken.maskedType(type));
        });
        return tokens;
    }

    /** The index, everything in it open to everybody. */
    private record AllVisible(StoredResources stored, Set<AclToken> tokens) implements StoredResources {

        @Override
        public Optional<StoredResource> find(String type, String id) {
            return stored.find(type, id).map(this::visible);
        }

        @Override
        public Sighting see(String type, String id, Set<AclToken> authors) {
            Sighting seen = stored.see(type, id, authors);
            return new Sighting(seen.resource().map(this::visible), seen.standing());
        }

        private StoredResource visible(StoredResource found) {
            Set<AclToken> all = new HashSet<>(tokens);
            all.addAll(found.tokens());
            return new StoredResource(found.patientId(), all);
        }

        @Override
        public Set<String> shown(Set<String> references, String patientId, Set<AclToken> permitted) {
            return references;
        }

        @Override
        public boolean carries(String type, String id, ScopeFilter filter) {
            return stored.carries(type, id, filter);
        }

        @Override
        public Set<String> carrying(Set<String> references, ScopeFilter filter) {
            return stored.carrying(references, filter);
        }

        @Override
        public List<String> depositedBy(Set<AclToken> authors, Optional<String> system, String value) {
            return stored.depositedBy(authors, system, value);
        }

        @Override
        public List<String> ofPatient(String patientId, Optional<String> system, String value) {
            return stored.ofPatient(patientId, system, value);
        }
    }

    /** Contains whatever it is asked for. */
    private static final class Anything extends AbstractSet<String> {

        @Override
        public boolean contains(Object word) {
            return true;
        }

        @Override
        public Iterator<String> iterator() {
            return Set.<String>of().iterator();
        }

        @Override
        public int size() {
            return 0;
        }
    }
}
