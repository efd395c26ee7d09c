package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.disclosure.DocumentFacts;
import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.masking.DocumentState;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Extension;

/** Reads from a DocumentReference what the rules need to know. */
public final class DocumentReader {

    private final Predicate<String> knownType;

    /** @param knownType whether the matrix knows a document type; an unknown one opens to no profession */
    public DocumentReader(Predicate<String> knownType) {
        this.knownType = knownType;
    }

    /** @return facts for the stamp */
    public DocumentFacts facts(DocumentReference document) {
        Set<Visibility> labels = labels(document).map(Visibility::of).flatMap(Optional::stream).collect(Collectors.toSet());
        return new DocumentFacts(type(document), labels, document.getStatus() == DocumentReferenceStatus.ENTEREDINERROR);
    }

    /** @return the elements that may change after the deposit */
    public DocumentState state(DocumentReference document) {
        String status = document.getStatus() == null ? "" : document.getStatus().toCode();
        return new DocumentState(status, labels(document).collect(Collectors.toSet()), isArchived(document));
    }

    /** @return whether the archive extension says true */
    public static boolean isArchived(DomainResource resource) {
        return resource.getExtensionsByUrl(Canonical.IS_ARCHIVED).stream().map(Extension::getValue).anyMatch(value -> value instanceof BooleanType flag && flag.booleanValue());
    }

    private Optional<String> type(DocumentReference document) {
        Set<String> known = document.getType().getCoding().stream().map(Coding::getCode)
                .filter(code -> code != null && knownType.test(code)).collect(Collectors.toSet());
        // Two known types would open the document to two rows of the matrix: unclear opens nothing.
        return known.size() == 1 ? known.stream().findFirst() : Optional.empty();
    }

    private static Stream<String> labels(DocumentReference document) {
        return document.getSecurityLabel().stream().flatMap(label -> label.getCoding().stream()).map(Coding::getCode).filter(code -> code != null);
    }
}
