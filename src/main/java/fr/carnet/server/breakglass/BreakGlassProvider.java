package fr.carnet.server.breakglass;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.BreakGlassRequest;
import fr.carnet.enforcement.hapi.InternalRequest;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.server.config.BreakGlassSettings;
import fr.carnet.server.storage.Notices;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.PolicyProjection;
import fr.carnet.server.storage.WriteTransaction;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code POST Patient/$bris-de-glace}: opens an emergency session, or refuses with one constant answer whatever the reason. */
@Component
public class BreakGlassProvider implements OfferedProvider {

    private static final int OK = 200;

    private final DaoRegistry daos;
    private final JdbcClient jdbc;
    private final WriteTransaction transaction;
    private final PolicyProjection policies;
    private final Notices notices;
    private final BreakGlassSettings settings;

    BreakGlassProvider(DaoRegistry daos, JdbcClient jdbc, WriteTransaction transaction, PolicyProjection policies, Notices notices,
            BreakGlassSettings settings) {
        this.daos = daos;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.policies = policies;
        this.notices = notices;
        this.settings = settings;
    }

    /** Opens a session; the answer says when it ends. The reason goes into the trace of the session, not into logs. */
    @Operation(name = "$bris-de-glace", typeName = "Patient")
    public Parameters open(@ResourceParam Parameters stated, RequestDetails request) {
        BreakGlassRequest asked = RequestScope.stated(request);
        String patientId = RequestScope.permit(request).patientId();
        Patient patient = daos.getResourceDao(Patient.class).read(new IdType("Patient", patientId), new InternalRequest());
        if (!asked.isAbout(patient)) {
            RequestScope.draft(request).because("S2 identity-traits-differ");
            throw Refusal.of(Answer.REFUSED);
        }
        AuditDraft draft = RequestScope.draft(request);
        draft.justification(asked.reason());
        Instant until = draft.recorded().plus(settings.sessionLength()).truncatedTo(ChronoUnit.SECONDS);
        transaction.execute(request, OK, () -> {
            String session = add(patientId, until, asked.reason(), request);
            tell(patientId, session, asked.reason(), request);
            return session;
        });
        Parameters answer = new Parameters();
        answer.addParameter().setName("until").setValue(new InstantType(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(until.atZone(RecordPolicy.FRANCE))));
        return answer;
    }

    private String add(String patientId, Instant until, String reason, RequestDetails request) {
        AuditDraft draft = RequestScope.draft(request);
        UUID session = UUID.randomUUID();
        jdbc.sql("""
                        insert into carnet.break_glass_session (session_id, patient_id, professional, opened_at, until_at, reason, request_id)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(session, patientId, RequestScope.caller(request).personalTokens().iterator().next().value(),
                        Timestamp.from(draft.recorded()), Timestamp.from(until), reason, draft.requestId())
                .update();
        return session.toString();
    }

    /** S8: the holder is told at once, with the reason, and the médecin traitant too. */
    private void tell(String patientId, String session, String reason, RequestDetails request) {
        AuditDraft draft = RequestScope.draft(request);
        if (RequestScope.caller(request) instanceof Caller.Professional professional) {
            notices.send(new Notices.Notice(patientId, Notices.Kind.EMERGENCY_ACCESS, session, draft.recorded(),
                    List.of(professional.name(), professional.identifier(), reason), policies.hold(patientId).attendingDoctors())).ifPresent(draft::entity);
        }
    }
}
