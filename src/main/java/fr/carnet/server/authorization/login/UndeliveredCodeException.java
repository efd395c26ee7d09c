package fr.carnet.server.authorization.login;

/** A one-time code could not be sent. Its message names no person and no code. */
final class UndeliveredCodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UndeliveredCodeException(String problem) {
        super(problem);
    }
}
