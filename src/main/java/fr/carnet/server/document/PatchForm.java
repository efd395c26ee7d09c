package fr.carnet.server.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.enforcement.hapi.Refusal;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever follows the examples of PDSm 3.1.1 (st_maj) and PDSm4DMP 0.1.0 (TD3.3) to the letter what is wrong with them: paths that no patch
 * language has, labels and statuses that are no codes. Looks at the patch alone, never at the document.
 */
final class PatchForm {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> STATUSES = Set.of("current", "superseded", "entered-in-error");
    private static final Pattern LABEL = Pattern.compile("/securityLabel(?:/[0-9]+|/-)?(?:/coding(?:/[0-9]+|/-)?)?");
    private static final Pattern FLAG = Pattern.compile("/extension/[0-9]+/valueBoolean");
    private static final Pattern FHIRPATH_LABEL = Pattern.compile("DocumentReference\\.securityLabel(?:\\[[0-9]+])?(?:\\.coding(?:\\[[0-9]+])?)?");

    private PatchForm() {
    }

    /** Checks a JSON Patch; what is no JSON Patch at all is left to whoever applies it. */
    static void checkJson(@Nullable String body) {
        try {
            JsonNode operations = JSON.readTree(body == null ? "" : body);
            operations.forEach(operation -> check(operation.path("path").asText(), operation.path("from").asText(), operation.path("value")));
        } catch (JsonProcessingException unreadable) {
            throw Refusal.rule("DocumentReference", "patch-unreadable");
        }
    }

    private static void check(String path, String from, JsonNode value) {
        if (path.contains("[") || from.contains("[")) {
            throw Refusal.rule("DocumentReference.extension", "patch-path-form");
        }
        if (LABEL.matcher(path).matches() && value.isValueNode() && !value.isNull() && !value.isMissingNode()) {
            throw Refusal.rule("DocumentReference.securityLabel", "label-form");
        }
        if ("/status".equals(path) && value.isTextual() && !STATUSES.contains(value.asText())) {
            throw Refusal.rule("DocumentReference.status", "status-code");
        }
        if (FLAG.matcher(path).matches() && !value.isMissingNode() && !value.isBoolean()) {
            throw Refusal.rule("DocumentReference.extension", "archive-form");
        }
    }

    /** Checks a FHIRPath Patch. */
    static void check(Parameters patch) {
        patch.getParameter().forEach(operation -> {
            String path = "";
            String value = null;
            for (ParametersParameterComponent part : operation.getPart()) {
                if ("path".equals(part.getName()) && part.hasValue()) {
                    path = String.valueOf(part.getValue().primitiveValue());
                } else if ("value".equals(part.getName()) && part.hasValue() && part.getValue().isPrimitive()) {
                    value = part.getValue().primitiveValue();
                }
            }
            check(path, value);
        });
    }

    private static void check(String path, @Nullable String value) {
        if (path.contains("[url")) {
            throw Refusal.rule("DocumentReference.extension", "patch-path-form");
        }
        if (value != null && FHIRPATH_LABEL.matcher(path).matches()) {
            throw Refusal.rule("DocumentReference.securityLabel", "label-form");
        }
        if (value != null && "DocumentReference.status".equals(path) && !STATUSES.contains(value)) {
            throw Refusal.rule("DocumentReference.status", "status-code");
        }
    }
}
