package fr.carnet.server.authorization.page;

import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** What cannot be done, in words and with its status. */
@ControllerAdvice(basePackageClasses = PageRefusals.class)
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class PageRefusals {

    private static final Logger LOG = LoggerFactory.getLogger(PageRefusals.class);
    private static final int UNAVAILABLE = 503;

    @ExceptionHandler
    ModelAndView refused(RecordRefusedException refused, HttpServletResponse response) {
        if (refused.status() == UNAVAILABLE) {
            LOG.warn("a page could not be made: {}", refused.getMessage());
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            return page("refused.unavailable", UNAVAILABLE);
        }
        return page("refused.record", refused.status()).addObject("told", refused.told().orElse(null));
    }

    @ExceptionHandler
    ModelAndView notFound(PageNotFoundException notFound) {
        return page("refused.not-found", HttpStatus.NOT_FOUND.value());
    }

    @ExceptionHandler({MissingServletRequestParameterException.class, MethodArgumentTypeMismatchException.class})
    ModelAndView incomplete() {
        return page("refused.incomplete", HttpStatus.BAD_REQUEST.value());
    }

    private static ModelAndView page(String text, int status) {
        ModelAndView page = new ModelAndView("page/refused");
        page.setStatus(HttpStatus.valueOf(status));
        page.addObject("text", text);
        return page;
    }
}
