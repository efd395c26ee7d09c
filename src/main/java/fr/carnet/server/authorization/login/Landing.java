package fr.carnet.server.authorization.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/** Where a person goes after the login: what it asked for before, or else its services. */
final class Landing {

    static final String SERVICES = "/consents";

    private static final RequestCache REQUESTS = new HttpSessionRequestCache();

    private Landing() {
    }

    /** @return the address, which is then forgotten */
    static String of(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest saved = REQUESTS.getRequest(request, response);
        REQUESTS.removeRequest(request, response);
        return saved == null ? SERVICES : saved.getRedirectUrl();
    }
}
