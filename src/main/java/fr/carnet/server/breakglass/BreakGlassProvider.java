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
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.server.config.BreakGlassSettings;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.WriteTransaction;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
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
    private final BreakGlassSettings settings;

    BreakGlassProvider(DaoRegistry daos, JdbcClient jdbc, WriteTransaction transaction, BreakGlassSettings settings) {
        this.daos = daos;
        this.jdbc = jdbc;
        this.transaction = transaction;
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
        transaction.execute(request, OK, () -> jdbc.sql("""
                        insert into carnet.break_glass_session (session_id, patient_id, professional, opened_at, until_at, reason, request_id)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(UUID.randomUUID(), patientId, RequestScope.caller(request).personalTokens().iterator().next().value(),
                        Timestamp.from(draft.recorded()), Timestamp.from(until), asked.reason(), draft.requestId())
                .update());
        Parameters answer = new Parameters();
        answer.addParameter().setName("until").setValue(new InstantType(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(until.atZone(RecordPolicy.FRANCE))));
        return answer;
    }
}
