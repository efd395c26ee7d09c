package fr.carnet.server.document;

import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.hapi.Canonical;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;

/** Visibility labels of a document as the server sets and lifts them. N, R, V and the other visibilities stay. */
final class Labels {

    private Labels() {
    }

    /** @return whether the document carries the label, whatever code system it came with */
    static boolean has(DocumentReference document, Visibility label) {
        return document.getSecurityLabel().stream().flatMap(concept -> concept.getCoding().stream()).anyMatch(coding -> label.name().equals(coding.getCode()));
    }

    /** Adds the label. */
    static void add(DocumentReference document, Visibility label) {
        if (!has(document, label)) {
            document.addSecurityLabel(new CodeableConcept(new Coding(Canonical.VISIBILITY, label.name(), null)));
        }
    }

    /** Takes the label off; a document without any is N again (TD3.3a). */
    static void remove(DocumentReference document, Visibility label) {
        document.getSecurityLabel().forEach(concept -> concept.getCoding().removeIf(coding -> label.name().equals(coding.getCode())));
        document.getSecurityLabel().removeIf(concept -> !concept.hasCoding());
        if (!document.hasSecurityLabel()) {
            document.addSecurityLabel(new CodeableConcept(new Coding(Canonical.CONFIDENTIALITY, "N", null)));
        }
    }
}
