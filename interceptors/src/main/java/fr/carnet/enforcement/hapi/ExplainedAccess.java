package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Exercise;
import java.util.Optional;

/**
 * Whose access an explanation is about (API 5): any professional for the patient's side, himself for a professional.
 *
 * @param professional the professional, with the exercice that the rules look at
 * @param type         document type code, or another FHIR type
 * @param mode         access mode
 */
record ExplainedAccess(Caller.Professional professional, String type, AccessMode mode) {

    private static final String PATTERN = "[A-Za-z0-9._-]{1,64}";

    /** Reads the parameters; what is missing or unreadable is 400, another professional's access is refused to a professional. */
    static ExplainedAccess of(RequestDetails request) {
        AccessMode mode = parameter(request, "mode").map(code -> AccessMode.of(code).orElseThrow(ExplainedAccess::unreadable)).orElse(AccessMode.NORMAL);
        String type = parameter(request, "type").orElseThrow(ExplainedAccess::unreadable);
        return new ExplainedAccess(RequestScope.caller(request) instanceof Caller.Professional self ? himself(self, request) : named(request, mode), type, mode);
    }

    private static Caller.Professional himself(Caller.Professional self, RequestDetails request) {
        if (parameter(request, "professional").filter(named -> !named.equals(self.id().value())).isPresent()) {
            throw Refusal.of(Answer.REFUSED);
        }
        return self;
    }

    /** A regulator is whoever answers a call to centre 15: the question is put for one. */
    private static Caller.Professional named(RequestDetails request, AccessMode mode) {
        ActorId id = ActorId.professional(parameter(request, "professional").orElseThrow(ExplainedAccess::unreadable));
        Exercise exercise = new Exercise(parameter(request, "profession").orElseThrow(ExplainedAccess::unreadable), parameter(request, "specialty"),
                parameter(request, "section"));
        return new Caller.Professional(id, "", exercise, parameter(request, "structure").map(ActorId::structure), mode == AccessMode.CENTRE_15);
    }

    private static Optional<String> parameter(RequestDetails request, String name) {
        String[] values = request.getParameters().getOrDefault(name, new String[0]);
        if (values.length > 1 || values.length == 1 && !bare(values[0]).matches(PATTERN)) {
            throw unreadable();
        }
        return values.length == 0 ? Optional.empty() : Optional.of(bare(values[0]));
    }

    /** A token parameter may carry its system: {@code urn:oid:1.2.250.1.71.4.2.1|810000000011}. */
    private static String bare(String token) {
        return token.substring(token.indexOf('|') + 1);
    }

    private static Refusal unreadable() {
        return Refusal.of(Answer.UNKNOWN_PARAMETER, "explain-parameters");
    }
}
