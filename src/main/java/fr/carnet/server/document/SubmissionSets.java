package fr.carnet.server.document;

import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.ListResource.ListMode;
import org.hl7.fhir.r4.model.ListResource.ListStatus;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** Submission sets (IHE MHD, MHDlistTypes#submissionset): found in a transaction, derived for a simplified publication. */
@Component
class SubmissionSets {

    private static final String LIST_TYPES = "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes";
    private static final String SUBMISSION_SET = "submissionset";

    /** @return the submission sets of a transaction */
    List<ListResource> in(Bundle submission) {
        return submission.getEntry().stream().filter(this::isSubmissionSet).map(entry -> (ListResource) entry.getResource()).toList();
    }

    /** @return whether the entry holds a submission set */
    boolean isSubmissionSet(BundleEntryComponent entry) {
        return entry.getResource() instanceof ListResource list && list.getCode().hasCoding(LIST_TYPES, SUBMISSION_SET);
    }

    /** @return the submission set of one document published alone (MHD ITI-105: derived by the server) */
    ListResource derive(DocumentReference document) {
        ListResource set = new ListResource();
        set.addIdentifier().setSystem("urn:ietf:rfc:3986").setValue("urn:uuid:" + UUID.randomUUID());
        set.setStatus(ListStatus.CURRENT).setMode(ListMode.WORKING);
        set.setCode(new CodeableConcept(new Coding(LIST_TYPES, SUBMISSION_SET, null)));
        set.setSubject(document.getSubject().copy());
        set.setDateElement(document.getMeta().getLastUpdatedElement().isEmpty() ? null
                : new DateTimeType(document.getMeta().getLastUpdated()));
        set.addEntry().setItem(new Reference("DocumentReference/" + document.getIdElement().getIdPart()));
        return set;
    }
}
