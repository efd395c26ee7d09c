package fr.carnet.server.audittrail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.ReferencedApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who took part in a traced request: the caller with mode, reason and purpose, whom he acts for, and this server. */
final class TraceAgents {

    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String ROLE_TYPE = "http://terminology.hl7.org/CodeSystem/extra-security-role-type";
    private static final String CALLER_KIND = Canonical.BASE + "/CodeSystem/caller-kind";
    private static final String ACCESS_MODE = "https://mos.esante.gouv.fr/NOS/TRE_R248-ModeAcces/FHIR/TRE-R248-ModeAcces";
    private static final String PROFESSION = "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante";
    /** FHIR's code of a network address that is an IP address. */
    private static final String IP_ADDRESS = "2";

    private TraceAgents() {
    }

    /**
     * @param app what the catalogue says of an app, empty for other callers and for one that it lists no more
     * @return the agents of an AuditEvent, the caller first
     */
    static List<ObjectNode> of(TraceRow row, Optional<ReferencedApp> app) {
        List<ObjectNode> agents = new ArrayList<>();
        agents.add(caller(row, app));
        if (row.onBehalfOf() != null) {
            boolean patient = row.onBehalfOf().startsWith("Patient/");
            agents.add(agent(patient ? TraceJson.concept(ROLE_TYPE, "datasubject", "data subject") : TraceJson.concept(ROLE_TYPE, "humanuser", "human user"),
                    TraceJson.reference(row.onBehalfOf())));
        }
        agents.add(agent(end(row, false), TraceJson.object().put("display", "Carnet")));
        return agents;
    }

    private static ObjectNode agent(ObjectNode type, ObjectNode who) {
        ObjectNode agent = TraceJson.object();
        agent.set("type", type);
        return TraceJson.part(agent, "who", who).put("requestor", false);
    }

    /** @return where data comes from and goes to: BALP turns the two round for a read */
    private static ObjectNode end(TraceRow row, boolean ofCaller) {
        return ofCaller == "read".equals(row.interaction()) ? TraceJson.concept(DICOM, "110152", "Destination Role ID") : TraceJson.concept(DICOM, "110153", "Source Role ID");
    }

    private static ObjectNode caller(TraceRow row, Optional<ReferencedApp> app) {
        ObjectNode agent = TraceJson.object();
        agent.set("type", end(row, true));
        ArrayNode roles = agent.putArray("role").add(TraceJson.concept(CALLER_KIND, row.callerKind(), null));
        if (row.profession() != null) {
            roles.add(TraceJson.concept(PROFESSION, row.profession(), null));
        }
        TraceJson.part(agent, "who", who(row));
        TraceJson.text(agent, "altId", app.map(ReferencedApp::oid).orElse(null));
        TraceJson.text(agent, "name", row.callerName()).put("requestor", true);
        TraceJson.text(agent.putObject("network"), "address", row.source()).put("type", IP_ADDRESS);
        ArrayNode uses = agent.putArray("purposeOfUse").add(TraceJson.text(TraceJson.concept(ACCESS_MODE, row.mode(), null), "text", row.justification()));
        if (row.purpose() != null) {
            uses.add(TraceJson.concept(Canonical.PURPOSE, row.purpose(), null));
        }
        return agent;
    }

    private static ObjectNode who(TraceRow row) {
        ObjectNode who = switch (row.callerKind()) {
            case "holder", "representative" -> TraceJson.reference(row.callerId());
            case "professional" -> TraceJson.identified(ActorId.PROFESSIONAL, row.callerId());
            case "structure" -> TraceJson.identified(ActorId.STRUCTURE, row.callerId());
            default -> TraceJson.identified(null, row.callerId());
        };
        return row.structure() == null ? who : who.put("display", "structure " + row.structure());
    }
}
