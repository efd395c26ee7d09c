package fr.carnet.server.record;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.consent.AccessStatus;
import fr.carnet.enforcement.hapi.AclExtension;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.hapi.InternalRequest;
import fr.carnet.enforcement.hapi.RecordStatus;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.RecordPolicies.Closure;
import fr.carnet.enforcement.policy.RecordPolicies.Standing;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.RecordState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/**
 * PDSm4DMP TD0.2: a Patient that says how a record and the professional's own access to it stand. Whose record it is, it says only to whoever may use
 * the record; others get back the identifier that they asked with.
 */
@Component
class RecordStatuses {

    private static final String EXTENSION = Canonical.DMP + "/StructureDefinition/";
    private static final String CLOSURE = EXTENSION + "dmp-fermeture";
    private static final String ATTACHED = EXTENSION + "dmp-rattachement-mes";
    private static final String ATTENDING = EXTENSION + "dmp-medecin-traitant";
    private static final String MOTIVES = Canonical.DMP + "/CodeSystem/dmp-motif-fermeture";
    private static final Set<String> OWN = Set.of(CLOSURE, ATTACHED, ATTENDING, Canonical.ACCESS_STATUS);

    private final DaoRegistry daos;

    RecordStatuses(DaoRegistry daos) {
        this.daos = daos;
    }

    /** @return one Patient, or none when there is no such record */
    List<Patient> answer(RecordStatus status, RequestDetails request) {
        return status.standing().map(standing -> patient(standing, status.reads(), request)).stream().toList();
    }

    private Patient patient(Standing standing, boolean reads, RequestDetails request) {
        RecordPolicy record = standing.policy();
        Caller.Professional professional = (Caller.Professional) RequestScope.caller(request);
        boolean open = record.state() == RecordState.OPEN;
        Patient patient = reads ? daos.getResourceDao(Patient.class).read(new IdType("Patient", record.patientId()), new InternalRequest()) : named(record, request);
        patient.getExtension().removeIf(extension -> OWN.contains(extension.getUrl()));
        patient.setActive(open);
        // Everybody who has a record here has it in Mon espace santé, until it is closed.
        patient.addExtension(ATTACHED, new BooleanType(open));
        patient.addExtension(ATTENDING, new BooleanType(record.attendingDoctors().contains(professional.id())));
        patient.addExtension(Canonical.ACCESS_STATUS, new CodeType(AccessStatus.of(professional, record, RequestScope.draft(request).recorded()).name()));
        Optional<Closure> closure = record.state() == RecordState.CLOSED ? standing.closure() : Optional.empty();
        closure.map(RecordStatuses::closure).ifPresent(patient::addExtension);
        AclExtension.write(patient, Set.of(AclToken.STATUS));
        return patient;
    }

    private static Patient named(RecordPolicy record, RequestDetails request) {
        String[] searched = request.getParameters().get("identifier")[0].split("\\|", 2);
        Patient patient = new Patient();
        patient.setId(new IdType("Patient", record.patientId()));
        patient.addIdentifier().setSystem(searched[0]).setValue(searched[1]);
        return patient;
    }

    private static Extension closure(Closure closed) {
        Extension extension = new Extension(CLOSURE);
        extension.addExtension("dateFermeture", new DateType(closed.on().toString()));
        closed.motive().ifPresent(code -> extension.addExtension("motifFermeture", new CodeableConcept(new Coding(MOTIVES, code, null))));
        closed.reason().ifPresent(words -> extension.addExtension("raisonFermeture", new StringType(words)));
        return extension;
    }
}
