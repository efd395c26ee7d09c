package fr.carnet.conformance;

/** A requirement that could not be put to the test, because the settings do not give what it needs: neither passed nor failed, and never silent. */
final class NotRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotRunException(String message) {
        super(message);
    }
}
