package fr.carnet.server.audittrail;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.LenientErrorHandler;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.carnet.enforcement.hapi.StoredJson;
import fr.carnet.enforcement.policy.ReferencedApp;
import fr.carnet.enforcement.policy.ReferencedApps;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.InstantType;
import org.springframework.stereotype.Component;

/**
 * A trace row as FHIR AuditEvent, in the shape of IHE BALP (Basic Audit Log Patterns 1.1). None of BALP's profiles is claimed: they are for successes,
 * with one data entity, the query as sent and the server's network address. It is written as JSON, once and here; whoever needs it otherwise reads that.
 */
@Component
class AuditEvents {

    private static final String OBJECT_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    private static final String OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";

    private final FhirContext fhir;
    private final ReferencedApps apps;

    AuditEvents(FhirContext fhir, ReferencedApps apps) {
        this.fhir = fhir;
        this.apps = apps;
    }

    /**
     * @param rows   a page of the history
     * @param asText whether they leave as the JSON that is written here, or as HAPI shapes them
     * @return the rows as the reader is shown them; an app is looked up once
     */
    List<AuditEvent> of(List<TraceRow> rows, boolean asText) {
        Map<String, Optional<ReferencedApp>> known = new HashMap<>();
        return rows.stream().map(row -> {
            ObjectNode event = json(row, "app".equals(row.callerKind()) ? known.computeIfAbsent(row.callerId(), apps::find) : Optional.empty());
            return asText ? StoredJson.behind((AuditEvent) new AuditEvent().setId(row.id()), event) : parsed(event);
        }).toList();
    }

    /** The context is strict, for what callers send; this is the server's own. */
    private AuditEvent parsed(ObjectNode event) {
        return fhir.newJsonParser().setParserErrorHandler(new LenientErrorHandler(false)).parseResource(AuditEvent.class, event.toString());
    }

    static ObjectNode json(TraceRow row, Optional<ReferencedApp> app) {
        ObjectNode event = TraceJson.object().put("resourceType", "AuditEvent").put("id", row.id());
        event.set("type", TraceJson.coding(TraceCodes.TYPE_SYSTEM, TraceCodes.TYPE, "RESTful Operation"));
        event.putArray("subtype").add(TraceJson.coding(TraceCodes.SUBTYPE_SYSTEM, TraceCodes.subtype(row), null));
        event.put("action", TraceCodes.action(row));
        event.put("recorded", new InstantType(Date.from(row.recorded())).getValueAsString());
        event.put("outcome", TraceCodes.outcome(row));
        event.put("outcomeDesc", "HTTP " + row.status());
        event.putArray("agent").addAll(TraceAgents.of(row, app));
        ObjectNode source = event.putObject("source");
        source.putObject("observer").put("display", "Carnet");
        source.putArray("type").add(TraceJson.coding("http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server"));
        entities(row, event.putArray("entity"));
        return event;
    }

    private static void entities(TraceRow row, ArrayNode entities) {
        ObjectNode patient = entity("Patient/" + row.patientId(), TraceJson.coding(OBJECT_TYPE, "1", "Person"), TraceJson.coding(OBJECT_ROLE, "1", "Patient"));
        ArrayNode rules = TraceJson.object().arrayNode();
        row.reasons().forEach(reason -> TraceJson.text(rules.addObject().put("type", "rule"), "valueString", reason));
        entities.add(TraceJson.part(patient, "detail", rules));
        row.entities().stream().filter(entity -> !entity.startsWith("Patient/")).forEach(entity -> entities.add(
                entity(entity, TraceJson.coding(OBJECT_TYPE, "2", "System Object"), TraceJson.coding(OBJECT_ROLE, "4", "Domain Resource"))));
        ObjectNode request = TraceJson.part(TraceJson.object(), "what", TraceJson.identified(null, row.requestId()));
        request.set("type", TraceJson.coding("https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId", null));
        entities.add(request);
    }

    private static ObjectNode entity(String reference, ObjectNode type, ObjectNode role) {
        return TraceJson.part(TraceJson.part(TraceJson.part(TraceJson.object(), "what", TraceJson.reference(reference)), "type", type), "role", role);
    }
}
