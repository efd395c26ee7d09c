package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a request with one of the {@link Answer}s. Its message names the answer only: details go to the caller through {@link Answers}. */
public final class Refusal extends BaseServerResponseException {

    private static final long serialVersionUID = 1L;

    private final Answer answer;
    private final @Nullable String detail;
    private final transient List<Object> arguments;
    private final @Nullable String expression;
    private final transient List<Finding> findings;
    private final @Nullable MesError official;

    private Refusal(Answer answer, @Nullable String detail, @Nullable String expression, List<Object> arguments, List<Finding> findings) {
        this(answer, new Words(detail, expression, null), arguments, findings);
    }

    /** What is said beside the answer. */
    private record Words(@Nullable String detail, @Nullable String expression, @Nullable MesError official) {
    }

    private Refusal(Answer answer, Words words, List<Object> arguments, List<Finding> findings) {
        super(answer.status(), answer.code());
        this.findings = List.copyOf(findings);
        this.official = words.official();
        String detail = words.detail();
        String expression = words.expression();
        this.answer = answer;
        this.detail = detail;
        this.expression = expression;
        this.arguments = arguments;
    }

    /** @param answer an answer that says no more than itself */
    public static Refusal of(Answer answer) {
        return new Refusal(answer, null, null, List.of(), List.of());
    }

    /**
     * @param answer    the answer
     * @param detail    key of the text in {@code answers_*.properties}
     * @param arguments what the text quotes: names of parameters, limits, codes; never content of other resources
     */
    public static Refusal of(Answer answer, String detail, Object... arguments) {
        return new Refusal(answer, detail, null, List.of(arguments), List.of());
    }

    /**
     * @param expression FHIRPath of the element at fault
     * @param detail     key of the text
     * @param arguments  what the text quotes
     */
    public static Refusal rule(String expression, String detail, Object... arguments) {
        return new Refusal(Answer.BUSINESS_RULE, detail, expression, List.of(arguments), List.of());
    }

    /**
     * A refusal that Mon espace santé has a sentence of its own for: 400 for a page that is too large, 403 for another patient than the paired one, else 422.
     *
     * @param official   the official error
     * @param expression FHIRPath of the element at fault, null when none is
     * @param detail     key of our own text
     * @param arguments  what both quote
     */
    public static Refusal official(MesError official, @Nullable String expression, String detail, Object... arguments) {
        Answer answer = switch (official) {
            case PAGE_TOO_LARGE -> Answer.INVALID_REQUEST;
            case ID_PE_NOT_AUTHORIZED -> Answer.REFUSED;
            default -> Answer.BUSINESS_RULE;
        };
        return new Refusal(answer, new Words(detail, expression, official), List.of(arguments), List.of());
    }

    /** @return the error of Mon espace santé's API that this is, empty for what it has no sentence for */
    Optional<MesError> official() {
        return Optional.ofNullable(official);
    }

    /** @param findings what is wrong with the body, and the warnings beside; at least one error */
    public static Refusal invalid(List<Finding> findings) {
        return new Refusal(Answer.BUSINESS_RULE, null, null, List.of(), findings);
    }

    /** A refusal is an answer, not a defect: where in the code it was given tells nobody anything, and costs. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** @return the answer */
    public Answer answer() {
        return answer;
    }

    /** @return key of the text, null for the answer's own */
    public @Nullable String detail() {
        return detail;
    }

    /** @return what the text quotes */
    public List<Object> arguments() {
        return arguments;
    }

    /** @return what validation found, empty when it is not why */
    public List<Finding> findings() {
        return findings;
    }

    /** @return headers that go with the answer: what was wrong with the token (RFC 6750 3), when to come again */
    public Map<String, String> headers() {
        return switch (answer) {
            case UNAUTHENTICATED -> Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            case INSUFFICIENT_SCOPE -> Map.of("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
            case UNAVAILABLE -> Map.of("Retry-After", "5");
            case TOO_MANY_REQUESTS -> Map.of("Retry-After", arguments.get(0).toString());
            default -> Map.of();
        };
    }

    /** @return FHIRPath of the element at fault, null when none is */
    public @Nullable String expression() {
        return expression;
    }
}
