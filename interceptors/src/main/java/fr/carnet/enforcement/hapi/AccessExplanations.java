package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.Reason;
import fr.carnet.enforcement.policy.RecordPolicies;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;

/**
 * {@code Patient/<id>/$explain-access}: asks the engine what it would say to a professional, and tells by which rule. It speaks of types and
 * modes, never of documents: nothing in the answer depends on what the record holds.
 */
public final class AccessExplanations {

    private static final String RULE = "S4.4";

    private final RecordPolicies records;
    private final AccessPolicy policy;
    private final GovernedTypes types;
    private final Predicate<String> knownDocument;
    private final ReasonTexts texts = new ReasonTexts();

    /**
     * @param records       how records stand
     * @param policy        the engine, the same that decides
     * @param types         the table of governed types
     * @param knownDocument whether the matrix knows a document type
     */
    public AccessExplanations(RecordPolicies records, AccessPolicy policy, GovernedTypes types, Predicate<String> knownDocument) {
        this.records = records;
        this.policy = policy;
        this.types = types;
        this.knownDocument = knownDocument;
    }

    /**
     * @param request an admitted request: the caller may use this record
     * @return Parameters: allowed, masked, type, mode, and one reason (rule, code, text) for each rule that decided
     */
    public Parameters explain(RequestDetails request) {
        ExplainedAccess asked = ExplainedAccess.of(request);
        String patientId = RequestScope.permit(request).patientId();
        Instant now = RequestScope.draft(request).recorded();
        RecordPolicies.Standing standing = records.find(patientId, asked.professional().personalTokens()).orElseThrow(() -> Refusal.of(Answer.REFUSED));
        boolean entry = types.find(asked.type()).isPresent();
        Set<DataCategory> data = Set.of(DataCategory.of(entry ? asked.type() : "DocumentReference"));
        AccessRequest question = new AccessRequest(asked.professional(), Act.READ, data, asked.mode(), Optional.empty(), false, false,
                standing.hasSessionAt(now), now);
        AccessDecision decision = policy.decideOn(Ground.CARE, question, standing.policy());
        boolean allowed = opens(decision, AclToken.type(asked.type()));
        List<Reason> reasons = decision instanceof AccessDecision.Permit && !allowed
                ? List.of(new Reason(RULE, entry ? "type-not-served" : knownDocument.test(asked.type()) ? "type-not-in-column" : "type-unknown"))
                : decision.reasons();
        return answer(asked, allowed, opens(decision, AclToken.maskedType(asked.type())), reasons, Answers.language(request.getHeader("Accept-Language")));
    }

    private static boolean opens(AccessDecision decision, AclToken token) {
        return decision instanceof AccessDecision.Permit permit && permit.opens(Set.of(token));
    }

    private Parameters answer(ExplainedAccess asked, boolean allowed, boolean masked, List<Reason> reasons, Locale language) {
        Parameters answer = new Parameters();
        answer.addParameter().setName("allowed").setValue(new BooleanType(allowed));
        answer.addParameter().setName("masked").setValue(new BooleanType(masked));
        answer.addParameter().setName("type").setValue(new CodeType(asked.type()));
        answer.addParameter().setName("mode").setValue(new CodeType(asked.mode().code()));
        for (Reason reason : reasons) {
            Parameters.ParametersParameterComponent part = answer.addParameter().setName("reason");
            part.addPart().setName("rule").setValue(new StringType(reason.rule()));
            part.addPart().setName("code").setValue(new StringType(reason.code()));
            part.addPart().setName("text").setValue(new StringType(texts.text(reason, language)));
        }
        return answer;
    }
}
