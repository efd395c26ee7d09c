package fr.carnet.enforcement.hapi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    /**
     * @return for each document that names its patient by INS or by id on this server, all that it calls him, of which one must be the record's; what is
     *         named in another way is not compared
     */
    static List<Set<RecordKey>> of(IBaseResource body) {
        return body instanceof Bundle submission
                ? submission.getEntry().stream().map(BundleEntryComponent::getResource).filter(Bundle.class::isInstance).map(Bundle.class::cast)
                        .map(document -> named(document).collect(Collectors.toSet())).filter(names -> !names.isEmpty()).toList()
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
        Stream<RecordKey> ins = Stream.concat(Stream.of(subject.getIdentifier()), patient.stream().flatMap(found -> found.getIdentifier().stream()))
                .filter(identifier -> RecordReferences.isIns(identifier) && identifier.getUse() != Identifier.IdentifierUse.OLD)
                .map(identifier -> new RecordKey.ByIdentifier(identifier.getSystem(), identifier.getValue()));
        boolean literal = patient.isEmpty() && "Patient".equals(subject.getReferenceElement().getResourceType()) && !subject.getReferenceElement().isAbsolute()
                && subject.getReferenceElement().hasIdPart();
        return literal ? Stream.concat(ins, Stream.of(new RecordKey.ById(subject.getReferenceElement().getIdPart()))) : ins;
    }
}
