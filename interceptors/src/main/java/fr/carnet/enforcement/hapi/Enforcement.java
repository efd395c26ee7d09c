package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.RecordPolicies;
import java.util.List;
import java.util.function.Predicate;

/**
 * The enforcement, put together. There is one way to have it and it has every stage: nothing can be left out by configuration.
 *
 * @param endpoint stages on HAPI's servlet, in the order in which a request meets them
 * @param storage  stages on HAPI's storage
 */
public record Enforcement(List<Object> endpoint, List<Object> storage) {

    /**
     * @param fhir         FHIR context
     * @param allowList    what is offered
     * @param policy       the engine with all its rules
     * @param records      port: the gate's row
     * @param stored       port: the index of stored resources
     * @param documents    reads document facts
     * @param databaseAway tells a database that is away from a defect
     * @param modeHeader   name of the access mode header
     */
    public static Enforcement assemble(FhirContext fhir, AllowList allowList, AccessPolicy policy, RecordPolicies records, StoredResources stored,
            DocumentReader documents, Predicate<Throwable> databaseAway, String modeHeader) {
        Gate gate = new Gate(records, policy);
        return new Enforcement(
                List.of(new AdmissionInterceptor(allowList, gate, new Sight(gate, stored), new ReferenceCheck(fhir, stored), modeHeader),
                        new TripwireInterceptor(),
                        new ExplainInterceptor(new Answers(), databaseAway)),
                List.of(new NarrowingInterceptor(), new StampingInterceptor(documents, stored)));
    }
}
