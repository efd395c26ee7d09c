package fr.carnet.server.authorization.page;

import java.util.Optional;

/** The FHIR endpoint did not do what a page asked of it. */
final class RecordRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String told;

    private RecordRefusedException(int status, String told, Throwable cause) {
        super("own call answered " + status, cause);
        this.status = status;
        this.told = told;
    }

    private RecordRefusedException(int status, String told) {
        super("own call answered " + status);
        this.status = status;
        this.told = told;
    }

    /**
     * @param status HTTP status of the endpoint's answer
     * @param told   what it said to people, in the caller's language; empty when it said nothing
     */
    static RecordRefusedException answered(int status, String told) {
        return new RecordRefusedException(status, told);
    }

    /** @param cause why there was no answer that could be read */
    static RecordRefusedException unanswered(Throwable cause) {
        return new RecordRefusedException(503, "", cause);
    }

    /** @return when as many calls as may be made are being made */
    static RecordRefusedException busy() {
        return new RecordRefusedException(503, "");
    }

    /** @return status for the page's own answer: what the person may do, or not now */
    int status() {
        return status >= 500 || status == 401 || status == 429 ? 503 : status;
    }

    /** @return the endpoint's own words */
    Optional<String> told() {
        return Optional.of(told).filter(text -> !text.isBlank());
    }
}
