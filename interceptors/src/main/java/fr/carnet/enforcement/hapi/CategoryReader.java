package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.disclosure.DocumentFacts;
import fr.carnet.enforcement.policy.DataCategory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;

/** Reads which category of data a resource is: its type, and for documents and measures the one code that is known. */
public final class CategoryReader {

    private final DocumentReader documents;
    private final Predicate<String> knownMeasure;

    /**
     * @param documents    reads document facts
     * @param knownMeasure whether a code is one of the measures of the record
     */
    public CategoryReader(DocumentReader documents, Predicate<String> knownMeasure) {
        this.documents = documents;
        this.knownMeasure = knownMeasure;
    }

    /** @return categories of everything that a body wants to store; contents and patches belong to their documents */
    Set<DataCategory> ofBody(@Nullable IBaseResource body) {
        Stream<? extends IBaseResource> resources = body instanceof Bundle bundle
                ? bundle.getEntry().stream().map(Bundle.BundleEntryComponent::getResource)
                : Stream.ofNullable(body);
        return resources.filter(resource -> resource != null && !(resource instanceof Parameters) && !OpenTypes.isContent(resource.fhirType())).map(this::of).collect(Collectors.toUnmodifiableSet());
    }

    /** @return facts for a document's stamp */
    DocumentFacts facts(DocumentReference document) {
        return documents.facts(document);
    }

    /** @return category of one resource */
    DataCategory of(IBaseResource resource) {
        if (resource instanceof DocumentReference document) {
            return new DataCategory("DocumentReference", documents.facts(document).type().orElse(""));
        }
        if (resource instanceof Observation observation) {
            return new DataCategory("Observation", measure(observation).orElse(""));
        }
        return new DataCategory(resource.fhirType(), "");
    }

    /** Two known codes would open the measure to two purposes: unclear opens nothing. */
    private Optional<String> measure(Observation observation) {
        Set<String> known = observation.getCode().getCoding().stream().map(Coding::getCode)
                .filter(code -> code != null && knownMeasure.test(code)).collect(Collectors.toSet());
        return known.size() == 1 ? known.stream().findFirst() : Optional.empty();
    }
}
