package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Caller;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The two headers that say how a request wants to be judged (API 3).
 *
 * @param mode    name of the access mode header
 * @param purpose name of the purpose header
 */
public record RequestHeaders(String mode, String purpose) {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** @return the mode: normal when absent; empty when it is sent twice, does not exist, or comes from somebody who has no modes */
    Optional<AccessMode> accessMode(RequestDetails request) {
        List<String> sent = request.getHeaders(mode);
        if (sent == null || sent.isEmpty()) {
            return Optional.of(AccessMode.NORMAL);
        }
        return sent.size() > 1 ? Optional.empty()
                : AccessMode.of(sent.get(0)).filter(asked -> asked == AccessMode.NORMAL || RequestScope.caller(request) instanceof Caller.Professional);
    }

    /** @return the one purpose code of an app; whatever others send in this header says nothing */
    Optional<String> purposeCode(RequestDetails request) {
        if (!(RequestScope.caller(request) instanceof Caller.App)) {
            return Optional.empty();
        }
        List<String> sent = Optional.ofNullable(request.getHeaders(purpose)).orElse(List.of());
        if (sent.size() != 1 || sent.get(0).contains(",")) {
            throw Refusal.of(Answer.PURPOSE_REQUIRED, sent.isEmpty() ? "purpose-missing" : "purpose-twice", purpose);
        }
        if (!CODE.matcher(sent.get(0)).matches()) {
            throw Refusal.of(Answer.PURPOSE_REQUIRED, "purpose-missing", purpose);
        }
        return Optional.of(sent.get(0));
    }
}
