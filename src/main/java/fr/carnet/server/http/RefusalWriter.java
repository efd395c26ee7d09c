package fr.carnet.server.http;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.hapi.Answers;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Answers a request that ends before HAPI sees it, in the same words and shape as every other refusal. */
@Component
public class RefusalWriter {

    private final FhirContext fhir;
    private final Answers answers = new Answers();

    RefusalWriter(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** Writes the refusal; JSON unless the caller asks for XML. */
    public void write(Refusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object draft = request.getAttribute(RequestScope.DRAFT_ATTRIBUTE);
        String requestId = draft instanceof AuditDraft known ? known.requestId() : "";
        if (draft instanceof AuditDraft known) {
            known.because(refusal.answer().code());
        }
        String accept = request.getHeader("Accept");
        boolean xml = accept != null && accept.contains("xml") && !accept.contains("json");
        IParser parser = xml ? fhir.newXmlParser() : fhir.newJsonParser();
        response.setStatus(refusal.answer().status());
        response.setContentType(xml ? "application/fhir+xml;charset=utf-8" : "application/fhir+json;charset=utf-8");
        refusal.headers().forEach(response::setHeader);
        byte[] body = parser.encodeResourceToString(answers.outcome(refusal, Answers.language(request.getHeader("Accept-Language")), requestId)).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
