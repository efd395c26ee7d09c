package fr.carnet.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Paths that anybody may ask for: a token sent along is ignored, valid or not (API 1). */
@Component
public class PublicPaths {

    private static final Set<String> EXACT = Set.of("/metadata", "/api-docs");
    private static final Set<String> TYPES = Set.of("CodeSystem", "ConceptMap", "Endpoint", "ImplementationGuide", "OperationDefinition", "Organization",
            "SearchParameter", "StructureDefinition", "ValueSet");
    private static final Pattern TERMINOLOGY = Pattern.compile("/(CodeSystem|ConceptMap|ValueSet)(/[A-Za-z0-9.-]{1,64})?/\\$(expand|lookup|translate|validate-code)");
    private static final String SWAGGER = "/swagger-ui";
    private static final String WELL_KNOWN = "/.well-known/";
    private static final String BASE = "/fhir";

    /** @return whether the request's path, below the FHIR base, is public */
    public boolean isPublic(HttpServletRequest request) {
        String path = belowTheBase(request);
        String type = path.length() < 2 ? "" : path.substring(1).split("/", 2)[0];
        if ("POST".equals(request.getMethod())) {
            return TERMINOLOGY.matcher(path).matches();
        }
        return "GET".equals(request.getMethod()) && (EXACT.contains(path) || path.equals(SWAGGER) || path.startsWith(SWAGGER + "/") || path.startsWith(WELL_KNOWN)
                || TYPES.contains(type));
    }

    /** As the container decoded it; the documentation stands on servlets of its own below the same base. */
    private static String belowTheBase(HttpServletRequest request) {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        return path.startsWith(BASE + "/") ? path.substring(BASE.length()) : "";
    }
}
