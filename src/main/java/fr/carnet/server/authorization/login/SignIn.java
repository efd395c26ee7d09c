package fr.carnet.server.authorization.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Component;

/** The one place where a person becomes logged in, whichever way it came: until then a session is nobody's. The principal is named by the account's id. */
@Component
class SignIn {

    /** How a person proved who it is: the factors, as the authentication's authorities name them. */
    enum Way {
        /** Password, then one-time code. */
        PASSWORD_AND_CODE("password-and-code", "FACTOR_PASSWORD", "FACTOR_OTP"),
        /** A passkey whose authenticator verified the person. */
        PASSKEY("passkey", "FACTOR_WEBAUTHN"),
        /** A login at somebody else's that was strong enough. */
        OIDC("oidc", "FACTOR_OIDC");

        private final String word;
        private final List<GrantedAuthority> authorities;

        Way(String word, String... factors) {
            this.word = word;
            this.authorities = Stream.concat(Stream.of("ROLE_PATIENT"), Stream.of(factors)).<GrantedAuthority>map(SimpleGrantedAuthority::new).toList();
        }

        /** @return as the trace says it */
        String word() {
            return word;
        }
    }

    /** Where the session keeps when it was logged in, in milliseconds of the server's clock. */
    static final String SINCE = "carnet.login.since";

    private final LoginTrace trace;
    private final Clock clock;
    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final SessionAuthenticationStrategy renewal =
            new CompositeSessionAuthenticationStrategy(List.of(new ChangeSessionIdAuthenticationStrategy(), new CsrfAuthenticationStrategy(new HttpSessionCsrfTokenRepository())));

    SignIn(LoginTrace trace, Clock clock) {
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Logs in. What to answer is the caller's: {@link Landing} says where to go.
     *
     * @param way how it proved who it is
     */
    void complete(Account account, Way way, HttpServletRequest request, HttpServletResponse response) {
        trace.accepted(account, way.word(), request.getRemoteAddr());
        Authentication authentication = UsernamePasswordAuthenticationToken.authenticated(account.id(), null, way.authorities);
        renewal.onAuthentication(authentication, request, response);
        request.getSession().setAttribute(SINCE, clock.millis());
        request.getSession().removeAttribute(CodeStep.Pending.ATTRIBUTE);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
