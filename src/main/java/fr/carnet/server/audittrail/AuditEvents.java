package fr.carnet.server.audittrail;

import fr.carnet.enforcement.policy.ReferencedApps;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/**
 * A trace row as FHIR AuditEvent, in the shape of IHE BALP (Basic Audit Log Patterns 1.1). None of BALP's profiles is claimed: they are for successes,
 * with one data entity, the query as sent and the server's network address.
 */
@Component
class AuditEvents {

    private static final String OBJECT_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    private static final String OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";

    private final ReferencedApps apps;

    AuditEvents(ReferencedApps apps) {
        this.apps = apps;
    }

    /** @return the row as the holder reads it */
    AuditEvent of(TraceRow row) {
        AuditEvent event = new AuditEvent();
        event.setId(row.id());
        event.setType(new Coding(TraceCodes.TYPE_SYSTEM, TraceCodes.TYPE, "RESTful Operation"));
        event.addSubtype(new Coding(TraceCodes.SUBTYPE_SYSTEM, TraceCodes.subtype(row), null));
        event.setAction(AuditEventAction.fromCode(TraceCodes.action(row)));
        event.setRecorded(Date.from(row.recorded()));
        event.setOutcome(AuditEventOutcome.fromCode(TraceCodes.outcome(row)));
        event.setOutcomeDesc("HTTP " + row.status());
        event.setAgent(TraceAgents.of(row, "app".equals(row.callerKind()) ? apps.find(row.callerId()) : Optional.empty()));
        event.getSource().setObserver(new Reference().setDisplay("Carnet")).addType(new Coding(
                "http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server"));
        AuditEventEntityComponent patient = event.addEntity().setWhat(new Reference("Patient/" + row.patientId()))
                .setType(new Coding(OBJECT_TYPE, "1", "Person")).setRole(new Coding(OBJECT_ROLE, "1", "Patient"));
        row.reasons().forEach(reason -> patient.addDetail().setType("rule").setValue(new StringType(reason)));
        row.entities().stream().filter(entity -> !entity.startsWith("Patient/")).forEach(entity -> event.addEntity().setWhat(new Reference(entity))
                .setType(new Coding(OBJECT_TYPE, "2", "System Object")).setRole(new Coding(OBJECT_ROLE, "4", "Domain Resource")));
        event.addEntity().setWhat(new Reference().setIdentifier(new Identifier().setValue(row.requestId())))
                .setType(new Coding("https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId", null));
        return event;
    }
}
