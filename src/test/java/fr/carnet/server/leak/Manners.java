package fr.carnet.server.leak;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Reply;
import java.util.Optional;
import java.util.regex.Pattern;

/** What holds of every single answer, whatever the other world says: nothing of the insides, refusals in the one shape, never a fault of ours. */
final class Manners {

    private static final Pattern INSIDES = Pattern.compile("(?i)hapi-\\d|\\bsql\\b|exception|"
            + "ca\\.uhn|org\\.hl7\\.fhir\\.|org\\.postgres|java\\.lang|jakarta\\.|tomcat|hfj_|\\{\\d}");
    private static final int ERROR = 400;
    private static final int FAULT = 500;

    private Manners() {
    }

    /** @return what is wrong with an answer */
    static Optional<String> breach(Ask ask, Reply reply) {
        String text = reply.text();
        if (reply.status() >= FAULT) {
            return Optional.of("a fault of the server");
        }
        if (ask.refused() && reply.status() < ERROR) {
            return Optional.of("answered, though nobody is offered this");
        }
        boolean conformance = ask.path().startsWith("/SearchParameter") || ask.path().startsWith("/metadata");
        if (!conformance && (text.contains(Canonical.ACL) || text.contains(Canonical.ACL_SYSTEM))) {
            return Optional.of("shows acl tokens");
        }
        if (reply.status() >= ERROR && INSIDES.matcher(text).find()) {
            return Optional.of("tells of the insides");
        }
        if (reply.status() >= ERROR && !"HEAD".equals(ask.method()) && !isRefusal(reply)) {
            return Optional.of("a refusal in another shape than the one");
        }
        return Optional.empty();
    }

    private static boolean isRefusal(Reply reply) {
        String text = reply.text();
        return text.contains("OperationOutcome") && text.contains(Canonical.ISSUE) && text.contains("request " + reply.header("X-Request-Id"));
    }
}
