package fr.carnet.server.authorization.login;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the layout of every page asks. */
@ControllerAdvice
class PageModel {

    /** @return whether somebody is logged in: then the page has its menu */
    @ModelAttribute("loggedIn")
    boolean loggedIn(@Nullable Principal principal) {
        return principal != null;
    }
}
