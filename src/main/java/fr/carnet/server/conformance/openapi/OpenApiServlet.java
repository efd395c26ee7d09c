package fr.carnet.server.conformance.openapi;

import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Answers;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.conformance.capability.SurfaceTexts;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;

/** {@code GET /fhir/api-docs}: the document in the caller's language, made once, at start. */
final class OpenApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final HashMap<Locale, byte[]> documents = new HashMap<>();

    OpenApiServlet(OpenApiDocument document) {
        SurfaceTexts.LANGUAGES.forEach(language -> documents.put(language, document.json(language).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"GET".equals(request.getMethod())) {
            throw Refusal.of(Answer.NOT_OFFERED);
        }
        response.setContentType("application/json;charset=utf-8");
        response.getOutputStream().write(documents.get(Answers.language(request.getHeader("Accept-Language"))));
    }
}
