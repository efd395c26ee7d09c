package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.disclosure.Visibility;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;

/** Brings what French software sends under one spelling before it is stored and indexed (API 4; PDSm 3.1.1 aliases). */
final class Normalisation {

    private static final Set<String> CONFIDENTIALITY_CODES = Set.of("N", "R", "V");

    /** Code systems, labels and archive flag of a document. */
    void document(DocumentReference document) {
        Stream.of(Stream.of(document.getType()), document.getCategory().stream(), document.getContext().getEvent().stream())
                .flatMap(concepts -> concepts).flatMap(concept -> concept.getCoding().stream())
                .filter(coding -> Canonical.TRE_A04_LOINC.equals(coding.getSystem()))
                .forEach(coding -> coding.setSystem(Canonical.LOINC));
        document.getSecurityLabel().stream().map(CodeableConcept::getCoding).flatMap(codings -> codings.stream()).forEach(Normalisation::label);
        archiveFlag(document);
    }

    /** Searches ask for {@code isArchived=false}: an absent flag must be indexed as false. */
    void archiveFlag(DomainResource resource) {
        boolean archived = DocumentReader.isArchived(resource);
        resource.getExtension().removeIf(extension -> Canonical.IS_ARCHIVED.equals(extension.getUrl()));
        resource.addExtension(Canonical.IS_ARCHIVED, new BooleanType(archived));
    }

    private static void label(Coding label) {
        if (Visibility.of(label.getCode()).isPresent()) {
            label.setSystem(Canonical.VISIBILITY);
        } else if (CONFIDENTIALITY_CODES.contains(label.getCode())) {
            label.setSystem(Canonical.CONFIDENTIALITY);
        }
    }
}
