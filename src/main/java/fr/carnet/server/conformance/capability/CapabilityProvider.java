package fr.carnet.server.conformance.capability;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Answers;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.storage.OfferedStatement;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.springframework.stereotype.Component;

/** {@code GET /metadata}: the statement in the caller's language, French unless English is asked for. Made once, at start. */
@Component
class CapabilityProvider implements OfferedStatement {

    private final Map<Locale, CapabilityStatement> statements;

    CapabilityProvider(CapabilityBuilder builder) {
        statements = SurfaceTexts.LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(language -> language, builder::statement));
    }

    /** Tells what is offered. HAPI would keep one answer for all languages: nothing is kept there. */
    @Metadata(cacheMillis = 0)
    public CapabilityStatement statement(RequestDetails request) {
        if (request.getRequestType() == RequestTypeEnum.GET && !"metadata".equals(request.getRequestPath())) {
            // HAPI takes whatever stands below /metadata for it.
            throw Refusal.of(Answer.NOT_OFFERED);
        }
        return statements.get(Answers.language(request.getHeader("Accept-Language"))).copy();
    }
}
