package fr.carnet.server.audittrail;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.server.storage.OfferedProvider;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code GET AuditEvent/$verify}: tells the support desk whether the trace is whole, and where it is not; nothing of what its rows say. */
@Component
public class TraceVerificationProvider implements OfferedProvider {

    private static final Pattern PATIENT = Pattern.compile("(?:Patient/)?([A-Za-z0-9.-]{1,64})");

    private final TraceVerification verification;

    TraceVerificationProvider(TraceVerification verification) {
        this.verification = verification;
    }

    /**
     * @param patient id of a Patient: one record; without it the whole trace
     * @return Parameters: chains, rows, intact, breaks, and a part {@code break} for each of the first 1,000; 404 for a record that does not exist
     */
    @Operation(name = "$verify", typeName = "AuditEvent", idempotent = true)
    public Parameters verify(@OperationParam(name = "patient", max = 1) @Nullable StringType patient, RequestDetails request) {
        String patientId = patient == null ? null : patientId(patient.getValue());
        ChainWalk.Report report = verification.verify(patientId);
        if (patientId != null) {
            if (report.chains() == 0) {
                throw Refusal.of(Answer.NOT_FOUND);
            }
            RequestScope.draft(request).patient(patientId);
        }
        Parameters answer = new Parameters();
        answer.addParameter().setName("chains").setValue(new DecimalType(report.chains()));
        answer.addParameter().setName("rows").setValue(new DecimalType(report.rows()));
        answer.addParameter().setName("intact").setValue(new BooleanType(report.broken() == 0));
        answer.addParameter().setName("breaks").setValue(new DecimalType(report.broken()));
        report.breaks().forEach(found -> tell(answer.addParameter().setName("break"), found));
        return answer;
    }

    private static void tell(ParametersParameterComponent part, ChainBreak found) {
        part(part, "fault", new CodeType(found.fault().code()));
        part(part, "chain", found.chain().startsWith("#") ? new StringType(found.chain()) : new Reference("Patient/" + found.chain()));
        part(part, "position", new DecimalType(found.position()));
        if (found.last() != found.position()) {
            part(part, "last", new DecimalType(found.last()));
        }
        found.event().ifPresent(id -> part(part, "event", new Reference("AuditEvent/" + id)));
    }

    private static void part(ParametersParameterComponent parent, String name, Type value) {
        parent.addPart().setName(name).setValue(value);
    }

    private static String patientId(@Nullable String value) {
        Matcher patient = PATIENT.matcher(value == null ? "" : value);
        if (!patient.matches()) {
            throw Refusal.of(Answer.INVALID_REQUEST);
        }
        return patient.group(1);
    }
}
