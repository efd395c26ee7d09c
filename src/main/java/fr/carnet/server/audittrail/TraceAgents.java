package fr.carnet.server.audittrail;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.ReferencedApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Who took part in a traced request: the caller with mode, reason and purpose, whom he acts for, and this server. */
final class TraceAgents {

    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String ROLE_TYPE = "http://terminology.hl7.org/CodeSystem/extra-security-role-type";
    private static final String CALLER_KIND = Canonical.BASE + "/CodeSystem/caller-kind";
    private static final String ACCESS_MODE = "https://mos.esante.gouv.fr/NOS/TRE_R248-ModeAcces/FHIR/TRE-R248-ModeAcces";
    private static final String PROFESSION = "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante";

    private TraceAgents() {
    }

    /**
     * @param app what the catalogue says of an app, empty for other callers and for one that it lists no more
     * @return the agents of an AuditEvent, the caller first
     */
    static List<AuditEventAgentComponent> of(TraceRow row, Optional<ReferencedApp> app) {
        List<AuditEventAgentComponent> agents = new ArrayList<>();
        agents.add(caller(row));
        app.ifPresent(listed -> agents.get(0).setAltId(listed.oid()));
        if (row.onBehalfOf() != null) {
            boolean patient = row.onBehalfOf().startsWith("Patient/");
            agents.add(new AuditEventAgentComponent().setType(patient ? concept(ROLE_TYPE, "datasubject", "data subject") : concept(ROLE_TYPE, "humanuser", "human user"))
                    .setRequestor(false).setWho(new Reference(row.onBehalfOf())));
        }
        agents.add(new AuditEventAgentComponent().setType(end(row, false)).setRequestor(false)
                .setWho(new Reference().setDisplay("Carnet")));
        return agents;
    }

    /** @return where data comes from and goes to: BALP turns the two round for a read */
    private static CodeableConcept end(TraceRow row, boolean ofCaller) {
        return ofCaller == "read".equals(row.interaction()) ? concept(DICOM, "110152", "Destination Role ID") : concept(DICOM, "110153", "Source Role ID");
    }

    private static AuditEventAgentComponent caller(TraceRow row) {
        AuditEventAgentComponent agent = new AuditEventAgentComponent()
                .setType(end(row, true))
                .setRequestor(true)
                .setWho(who(row));
        if (row.callerName() != null) {
            agent.setName(row.callerName());
        }
        agent.addRole(concept(CALLER_KIND, row.callerKind(), null));
        if (row.profession() != null) {
            agent.addRole(concept(PROFESSION, row.profession(), null));
        }
        CodeableConcept mode = concept(ACCESS_MODE, row.mode(), null);
        if (row.justification() != null) {
            mode.setText(row.justification());
        }
        agent.addPurposeOfUse(mode);
        if (row.purpose() != null) {
            agent.addPurposeOfUse(concept(Canonical.PURPOSE, row.purpose(), null));
        }
        agent.getNetwork().setAddress(row.source()).setType(AuditEventAgentNetworkType._2);
        return agent;
    }

    private static Reference who(TraceRow row) {
        Reference who = new Reference();
        switch (row.callerKind()) {
            case "holder", "representative" -> who.setReference(row.callerId());
            case "professional" -> who.getIdentifier().setSystem(ActorId.PROFESSIONAL).setValue(row.callerId());
            case "structure" -> who.getIdentifier().setSystem(ActorId.STRUCTURE).setValue(row.callerId());
            default -> who.getIdentifier().setValue(row.callerId());
        }
        if (row.structure() != null) {
            who.setDisplay("structure " + row.structure());
        }
        return who;
    }

    private static CodeableConcept concept(String system, String code, @Nullable String display) {
        return new CodeableConcept(new Coding(system, code, display));
    }
}
