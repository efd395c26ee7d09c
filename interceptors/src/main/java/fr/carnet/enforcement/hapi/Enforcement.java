package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.hapi.AdmissionInterceptor.References;
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
     * @param tables       what is offered, what is governed, where documents are shown
     * @param gate         the gate
     * @param stored       port: the index of stored resources
     * @param categories   reads what a resource is
     * @param databaseAway tells a database that is away from a defect
     * @param headers      names of the headers that say how a request wants to be judged
     */
    public static Enforcement assemble(FhirContext fhir, Tables tables, Gate gate, StoredResources stored, CategoryReader categories,
            Predicate<Throwable> databaseAway, RequestHeaders headers) {
        RecordReferences records = new RecordReferences(fhir, tables.types());
        References references = new References(new RecordKeys(records), new ReferenceCheck(fhir, stored), new SearchedReferences(tables.names(), stored));
        return new Enforcement(
                List.of(new AdmissionInterceptor(tables.allowList(), gate, new Sight(gate, stored), references, categories, headers),
                        new RelationInterceptor(stored),
                        new TripwireInterceptor(records),
                        new StoredAnswerInterceptor(fhir),
                        new ExplainInterceptor(new Answers(), databaseAway)),
                List.of(new NarrowingInterceptor(tables.types()), new StampingInterceptor(tables.types(), categories, stored, tables.places(), gate::app)));
    }

    /**
     * The tables that the stages obey.
     *
     * @param allowList what is offered
     * @param types     what is governed
     * @param names     how search parameters are asked of the index
     * @param places    where documents are shown
     */
    public record Tables(AllowList allowList, GovernedTypes types, SearchNames names, DocumentPlaces places) {
    }
}
