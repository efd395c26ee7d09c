package fr.carnet.server.record;

import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.validation.ResourceCheck;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.stereotype.Component;

/** A Patient's INS has its shape and, in the production systems, its key. A Patient contained in another resource is what its source wrote: not checked. */
@Component
class NationalIdentifierCheck implements ResourceCheck<Patient> {

    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";
    private static final String BILLING = "NH";

    @Override
    public Class<Patient> type() {
        return Patient.class;
    }

    @Override
    public void check(Patient patient, Caller caller) {
        for (int i = 0; i < patient.getIdentifier().size(); i++) {
            Identifier identifier = patient.getIdentifier().get(i);
            // FR Core 2.1.0 files the billing number under the same system, told apart by its type.
            boolean national = !identifier.getType().hasCoding(TYPES, BILLING) && identifier.hasSystem() && identifier.hasValue() && NationalIdentifier.isSystem(identifier.getSystem());
            if (national && !NationalIdentifier.isValid(identifier.getSystem(), identifier.getValue())) {
                throw Refusal.rule("Patient.identifier[" + i + "].value", "ins-invalid");
            }
        }
    }
}
