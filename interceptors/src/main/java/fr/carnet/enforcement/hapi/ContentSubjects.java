package fr.carnet.enforcement.hapi;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;

/** Whom the FHIR documents of a transaction say they are about: a content that names another patient is deposited in no record. */
final class ContentSubjects {

    private ContentSubjects() {
    }

    /** @return the patients that the documents name by national identifier or by id on this server; what is named in another way is not compared */
    static List<RecordKey> of(IBaseResource body) {
        return body instanceof Bundle submission
                ? submission.getEntry().stream().map(BundleEntryComponent::getResource).filter(Bundle.class::isInstance).map(Bundle.class::cast)
                        .flatMap(ContentSubjects::named).toList()
                : List.of();
    }

    private static Stream<RecordKey> named(Bundle document) {
        if (!(document.getEntryFirstRep().getResource() instanceof Composition composition)) {
            return Stream.empty();
        }
        Reference subject = composition.getSubject();
        Optional<Patient> patient = document.getEntry().stream()
                .filter(entry -> entry.getFullUrl() != null && entry.getFullUrl().equals(subject.getReference()))
                .map(BundleEntryComponent::getResource).filter(Patient.class::isInstance).map(Patient.class::cast).findFirst();
        Stream<Identifier> identifiers = Stream.concat(Stream.of(subject.getIdentifier()), patient.stream().flatMap(found -> found.getIdentifier().stream()));
        Stream<RecordKey> national = identifiers
                .filter(identifier -> identifier.hasSystem() && identifier.hasValue() && identifier.getSystem().startsWith(RecordReferences.NATIONAL))
                .filter(identifier -> identifier.getUse() != Identifier.IdentifierUse.OLD)
                .map(identifier -> new RecordKey.ByIdentifier(identifier.getSystem(), identifier.getValue()));
        boolean literal = patient.isEmpty() && "Patient".equals(subject.getReferenceElement().getResourceType()) && !subject.getReferenceElement().isAbsolute()
                && subject.getReferenceElement().hasIdPart();
        return literal ? Stream.concat(national, Stream.of(new RecordKey.ById(subject.getReferenceElement().getIdPart()))) : national;
    }
}
