package fr.carnet.server.authorization.login;

import fr.carnet.server.config.LoginSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;

/** The pages of login: password, then code. What is refused is refused with the same page, whoever it is about. */
@Controller
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class LoginPages {

    private static final Logger LOG = LoggerFactory.getLogger(LoginPages.class);
    private static final String ERROR = "error";
    private static final int LONGEST = 200;
    private static final Set<String> REASONS = Set.of("weak", "unknown");
    private static final int UNAUTHORIZED = 401;

    private final LoginSettings settings;
    private final PasswordStep passwords;
    private final CodeStep codes;
    private final Accounts accounts;
    private final LoginRates rates;
    private final SignIn signIn;

    LoginPages(LoginSettings settings, PasswordStep passwords, CodeStep codes, Accounts accounts, LoginRates rates, SignIn signIn) {
        this.settings = settings;
        this.passwords = passwords;
        this.codes = codes;
        this.accounts = accounts;
        this.rates = rates;
        this.signIn = signIn;
    }

    @GetMapping("/login")
    String login(@RequestParam Optional<String> logout, @RequestParam Optional<String> again, Model model) {
        model.addAttribute("notice", logout.isPresent() ? "login.logged-out" : again.isPresent() ? "login.again" : null);
        return loginPage(model);
    }

    @PostMapping("/login")
    String password(@RequestParam(defaultValue = "") String username, @RequestParam(defaultValue = "") String password, Model model, Locale locale, HttpServletRequest request,
            HttpServletResponse response) {
        if (isTooFast(request, response)) {
            return refused(model, "login.error.too-many");
        }
        Optional<LocalLogin> known = takesPasswords() && username.length() <= LONGEST && password.length() <= LONGEST
                ? passwords.check(username, password, request.getRemoteAddr()) : Optional.empty();
        if (known.isEmpty()) {
            response.setStatus(UNAUTHORIZED);
            model.addAttribute(ERROR, "login.error.password");
            return loginPage(model);
        }
        try {
            CodeStep.Pending pending = codes.send(known.get(), locale);
            request.getSession();
            request.changeSessionId();
            request.getSession().setAttribute(CodeStep.Pending.ATTRIBUTE, pending);
        } catch (UndeliveredCodeException undelivered) {
            LOG.error("a one-time code could not be sent: {}", undelivered.getMessage());
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return refused(model, "login.error.undelivered");
        }
        return "redirect:/login/code";
    }

    @GetMapping("/login/code")
    String code(@SessionAttribute(name = CodeStep.Pending.ATTRIBUTE, required = false) CodeStep.@Nullable Pending pending, Model model) {
        return pending == null ? "redirect:/login" : codePage(pending, model);
    }

    @PostMapping("/login/code")
    String typed(@SessionAttribute(name = CodeStep.Pending.ATTRIBUTE, required = false) CodeStep.@Nullable Pending pending, @RequestParam(defaultValue = "") String code, Model model,
            HttpSession session, HttpServletRequest request, HttpServletResponse response) {
        Optional<Account> account = Optional.ofNullable(pending).flatMap(waiting -> accounts.find(waiting.accountId()));
        if (pending == null || account.isEmpty()) {
            return "redirect:/login?again";
        }
        if (isTooFast(request, response)) {
            return refused(model, "login.error.too-many");
        }
        switch (codes.judge(pending, account.get(), code.length() <= LONGEST ? code : "", request.getRemoteAddr())) {
            case RIGHT -> {
                signIn.complete(account.get(), SignIn.Way.PASSWORD_AND_CODE, request, response);
                return "redirect:" + Landing.of(request, response);
            }
            case WRONG -> {
                response.setStatus(UNAUTHORIZED);
                model.addAttribute(ERROR, "code.error.wrong");
                return codePage(pending, model);
            }
            default -> {
                session.removeAttribute(CodeStep.Pending.ATTRIBUTE);
                return "redirect:/login?again";
            }
        }
    }

    /** Where a login at somebody else's ends that was not good enough. */
    @GetMapping("/login/refused")
    String refused(@RequestParam(defaultValue = "") String why, Model model, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        return refused(model, "refused." + (REASONS.contains(why) ? why : "failed"));
    }

    private boolean isTooFast(HttpServletRequest request, HttpServletResponse response) {
        if (rates.admit(request.getRemoteAddr())) {
            return false;
        }
        response.setStatus(429);
        response.setHeader(HttpHeaders.RETRY_AFTER, "60");
        return true;
    }

    private boolean takesPasswords() {
        return settings.codeDelivery() != LoginSettings.Delivery.NONE;
    }

    private String loginPage(Model model) {
        model.addAttribute("passwords", takesPasswords());
        model.addAttribute("providers", settings.oidc());
        return "login";
    }

    private static String codePage(CodeStep.Pending pending, Model model) {
        model.addAttribute("sentTo", pending.sentTo());
        return "code";
    }

    private static String refused(Model model, String problem) {
        model.addAttribute(ERROR, problem);
        return "login-error";
    }
}
