package fr.carnet.server.record;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.server.storage.WriteTransaction;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.stereotype.Component;

/** Opens a record at once (API 5, {@code POST Patient/$open}): the Patient and its policy row, or nothing. */
@Component
class RecordOpening {

    private static final int CREATED = 201;

    private final DaoRegistry daos;
    private final PostgresRecordPolicies policies;
    private final WriteTransaction transaction;

    RecordOpening(DaoRegistry daos, PostgresRecordPolicies policies, WriteTransaction transaction) {
        this.daos = daos;
        this.policies = policies;
        this.transaction = transaction;
    }

    /**
     * @param patient identity: INS, names, birth date, sex
     * @return the stored Patient
     */
    Patient open(Patient patient, RequestDetails request) {
        Identifier ins = checked(patient);
        patient.setId((IdType) null);
        patient.setMeta(new Meta());
        patient.setActive(true);
        return transaction.execute(request, CREATED, () -> {
            Patient stored = (Patient) daos.getResourceDao(Patient.class).create(patient, request).getResource();
            String id = stored.getIdElement().getIdPart();
            RecordPolicy policy = RecordPolicy.opened(id, LocalDate.parse(stored.getBirthDateElement().getValueAsString()));
            if (!policies.add(policy, ins.getSystem(), ins.getValue())) {
                throw Refusal.of(Answer.RECORD_EXISTS);
            }
            RequestScope.draft(request).patient(id);
            RequestScope.draft(request).entity("Patient/" + id);
            return stored;
        });
    }

    private static Identifier checked(Patient patient) {
        List<Identifier> national = patient.getIdentifier().stream()
                .filter(identifier -> identifier.hasSystem() && NationalIdentifier.isSystem(identifier.getSystem())).toList();
        if (national.size() != 1) {
            throw Refusal.rule("Patient.identifier", patient.hasIdentifier() && national.isEmpty() ? "identity-system" : "identity-required", NationalIdentifier.systems());
        }
        Identifier ins = national.get(0);
        if (!ins.hasValue() || !NationalIdentifier.isValid(ins.getSystem(), ins.getValue())) {
            throw Refusal.rule("Patient.identifier.value", "ins-invalid");
        }
        boolean complete = patient.getNameFirstRep().hasFamily() && patient.getNameFirstRep().hasGiven() && patient.hasGender()
                && patient.hasBirthDate() && patient.getBirthDateElement().getValueAsString().length() == 10;
        if (!complete) {
            throw Refusal.rule("Patient", "identity-required");
        }
        return ins;
    }
}
