package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.MethodNotAllowedException;
import ca.uhn.fhir.rest.server.exceptions.NotImplementedOperationException;
import ca.uhn.fhir.rest.server.exceptions.NotModifiedException;
import ca.uhn.fhir.rest.server.exceptions.PayloadTooLargeException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explain stage: the one place that turns errors into answers. Whatever HAPI, the database or our own code threw, the caller gets one of the
 * {@link Answer}s; HAPI's own texts, which tell hidden from absent, never leave.
 */
@Interceptor
public final class ExplainInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ExplainInterceptor.class);
    private static final int FRAMES = 25;
    private static final List<String> UNREADABLE = List.of("HAPI-0446", "HAPI-0448", "HAPI-0450", "HAPI-1814");

    private final Answers answers;
    private final Predicate<Throwable> databaseAway;

    /**
     * @param answers      words the answers
     * @param databaseAway tells a database that is away from a defect
     */
    public ExplainInterceptor(Answers answers, Predicate<Throwable> databaseAway) {
        this.answers = answers;
        this.databaseAway = databaseAway;
    }

    /** @return the exception that HAPI is to answer with, its body already ours */
    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException explain(RequestDetails request, Throwable thrown) {
        if (thrown instanceof NotModifiedException unchanged) {
            // What the caller may see has not changed since: no body, no refusal (FHIR conditional read).
            return unchanged;
        }
        Refusal refusal = refusal(request, thrown);
        String requestId = RequestScope.draft(request).requestId();
        RequestScope.draft(request).because(refusal.answer().code());
        BaseServerResponseException answer = new UnclassifiedServerFailureException(refusal.answer().status(), refusal.answer().code());
        answer.setOperationOutcome(answers.outcome(refusal, Answers.language(request.getHeader("Accept-Language")), requestId));
        refusal.headers().forEach(answer::addResponseHeader);
        return answer;
    }

    private Refusal refusal(RequestDetails request, Throwable thrown) {
        Optional<Refusal> own = chain(thrown).filter(Refusal.class::isInstance).map(Refusal.class::cast).findFirst();
        if (own.isPresent()) {
            return own.get();
        }
        if (chain(thrown).anyMatch(databaseAway)) {
            LOG.warn("the database is away");
            return Refusal.of(Answer.UNAVAILABLE);
        }
        if (chain(thrown).anyMatch(StackOverflowError.class::isInstance) || chain(thrown).anyMatch(DataFormatException.class::isInstance)) {
            return Refusal.of(Answer.UNREADABLE_BODY);
        }
        return Refusal.of(fromHapi(request, thrown));
    }

    private static Answer fromHapi(RequestDetails request, Throwable thrown) {
        if (thrown instanceof ResourceNotFoundException || thrown instanceof ResourceGoneException) {
            return Answer.NOT_FOUND;
        }
        if (thrown instanceof MethodNotAllowedException || thrown instanceof NotImplementedOperationException) {
            return Answer.NOT_OFFERED;
        }
        if (thrown instanceof ResourceVersionConflictException) {
            return Answer.VERSION_CONFLICT;
        }
        if (thrown instanceof PreconditionFailedException) {
            return Answer.SEVERAL_MATCHES;
        }
        if (thrown instanceof PayloadTooLargeException) {
            return Answer.TOO_LARGE;
        }
        if (thrown instanceof UnprocessableEntityException) {
            return Answer.BUSINESS_RULE;
        }
        if (thrown instanceof ForbiddenOperationException) {
            return Answer.REFUSED;
        }
        if (thrown instanceof InvalidRequestException) {
            // HAPI found no method for this URL: the interaction is not offered.
            return request.getRestOperationType() == null ? Answer.NOT_OFFERED : ofBody(thrown);
        }
        if (thrown instanceof InternalErrorException && thrown.getCause() instanceof IllegalArgumentException && request.getRestOperationType() == RestOperationTypeEnum.PATCH) {
            // A body of another type than Parameters, which HAPI hands to the provider unlooked.
            return Answer.UNREADABLE_BODY;
        }
        if (thrown instanceof BaseServerResponseException other && other.getStatusCode() < 500) {
            return other.getStatusCode() == 415 ? Answer.UNSUPPORTED_MEDIA_TYPE : other.getStatusCode() == 406 ? Answer.NOT_ACCEPTABLE : Answer.INVALID_REQUEST;
        }
        // Messages of foreign exceptions may quote content: classes and frames only.
        LOG.error("request failed: {}", chain(thrown).map(ExplainInterceptor::anonymised).collect(Collectors.joining("\ncaused by ")));
        return Answer.INTERNAL;
    }

    /** HAPI drops the parser's exception; its message codes stay the same: 449 wrong Content-Type, the others an unreadable or misplaced body. */
    private static Answer ofBody(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        if (message.startsWith("HAPI-0449")) {
            return Answer.UNSUPPORTED_MEDIA_TYPE;
        }
        return UNREADABLE.stream().anyMatch(message::startsWith) ? Answer.UNREADABLE_BODY : Answer.INVALID_REQUEST;
    }

    private static Stream<Throwable> chain(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(20);
    }

    private static String anonymised(Throwable thrown) {
        return thrown.getClass().getName() + Arrays.stream(thrown.getStackTrace()).limit(FRAMES).map(frame -> "\n\tat " + frame).collect(Collectors.joining());
    }
}
