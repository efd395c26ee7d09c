package fr.carnet.server.authorization.page;

/** What is asked for is nobody's, somebody else's or over: one answer for all. */
final class PageNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
