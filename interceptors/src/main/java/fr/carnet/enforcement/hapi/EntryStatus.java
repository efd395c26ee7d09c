package fr.carnet.enforcement.hapi;

import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Property;

/** Whether an entry is deleted: logically, in FHIR's word for what was entered by mistake. */
public final class EntryStatus {

    private static final String DELETED = "entered-in-error";

    private EntryStatus() {
    }

    /** @return whether the entry is deleted; two types of the profile say it in their verification status */
    public static boolean isDeleted(DomainResource resource) {
        if (resource instanceof Condition condition) {
            return isDeleted(condition.getVerificationStatus());
        }
        if (resource instanceof AllergyIntolerance allergy) {
            return isDeleted(allergy.getVerificationStatus());
        }
        Property status = resource.getNamedProperty("status");
        return status != null && status.getValues().stream().anyMatch(value -> DELETED.equals(value.primitiveValue()));
    }

    private static boolean isDeleted(CodeableConcept verification) {
        return verification.getCoding().stream().anyMatch(coding -> DELETED.equals(coding.getCode()));
    }
}
