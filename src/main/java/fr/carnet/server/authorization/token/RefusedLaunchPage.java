package fr.carnet.server.authorization.token;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Tells a person that an app's request cannot be answered; nobody gets here but from {@link AuthorizationRefusals}. */
@Controller
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class RefusedLaunchPage {

    /** Where it is. */
    static final String PATH = "/launch-refused";
    /** Request attribute: the OAuth error. */
    static final String ERROR = RefusedLaunchPage.class.getName() + ".error";
    /** Request attribute: which parameter and which rule, for the app's maker. */
    static final String DESCRIPTION = RefusedLaunchPage.class.getName() + ".description";

    private static final String CONTENT = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    @RequestMapping(PATH)
    ModelAndView show(HttpServletRequest request, HttpServletResponse response) {
        if (request.getDispatcherType() != DispatcherType.FORWARD) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        response.setHeader("Content-Security-Policy", CONTENT);
        ModelAndView page = new ModelAndView("launch-refused");
        page.setStatus(HttpStatus.BAD_REQUEST);
        page.addObject("error", request.getAttribute(ERROR));
        page.addObject("description", request.getAttribute(DESCRIPTION));
        return page;
    }
}
