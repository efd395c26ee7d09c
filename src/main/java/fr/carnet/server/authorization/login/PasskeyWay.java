package fr.carnet.server.authorization.login;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.webauthn.authentication.PublicKeyCredentialRequestOptionsFilter;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationFilter;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationProvider;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.registration.PublicKeyCredentialCreationOptionsFilter;
import org.springframework.security.web.webauthn.registration.WebAuthnRegistrationFilter;
import org.springframework.stereotype.Component;

/** Login with a passkey, and the registration of one by who is logged in: Spring Security's filters, put together so that {@link SignIn} alone logs in. */
@Component
class PasskeyWay implements LoginWay {

    private static final int TOO_MANY = 429;

    private final PasskeyOperations passkeys;
    private final UserCredentialRepository credentials;
    private final Accounts accounts;
    private final LoginRates rates;
    private final LoginTrace trace;
    private final SignIn signIn;
    private final ObjectMapper json;

    PasskeyWay(PasskeyOperations passkeys, UserCredentialRepository credentials, Accounts accounts, LoginRates rates, LoginTrace trace, SignIn signIn, ObjectMapper json) {
        this.passkeys = passkeys;
        this.credentials = credentials;
        this.accounts = accounts;
        this.rates = rates;
        this.trace = trace;
        this.signIn = signIn;
        this.json = json;
    }

    @Override
    public void join(HttpSecurity http) {
        WebAuthnAuthenticationFilter login = new RatedFilter(rates);
        login.setAuthenticationManager(new ProviderManager(new WebAuthnAuthenticationProvider(passkeys, this::user)));
        login.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
        login.setAuthenticationSuccessHandler(this::accept);
        login.setAuthenticationFailureHandler(this::refuse);
        BegunRegistrations begun = new BegunRegistrations(passkeys);
        PublicKeyCredentialCreationOptionsFilter creation = new PublicKeyCredentialCreationOptionsFilter(passkeys);
        creation.setCreationOptionsRepository(begun);
        WebAuthnRegistrationFilter registration = new WebAuthnRegistrationFilter(credentials, passkeys);
        registration.setCreationOptionsRepository(begun);
        // Passkeys are removed by the form of PasskeyPages.
        registration.setRemoveCredentialMatcher(request -> false);
        http.addFilterBefore(login, BasicAuthenticationFilter.class);
        http.addFilterBefore(new PublicKeyCredentialRequestOptionsFilter(passkeys), AuthorizationFilter.class);
        http.addFilterAfter(creation, AuthorizationFilter.class);
        http.addFilterAfter(registration, AuthorizationFilter.class);
    }

    private UserDetails user(String accountId) {
        return accounts.find(accountId).map(account -> User.withUsername(account.id()).password("").build()).orElseThrow(() -> new UsernameNotFoundException("no such account"));
    }

    private void accept(HttpServletRequest request, HttpServletResponse response, Authentication authentication) throws IOException, ServletException {
        Account account = accounts.find(authentication.getName()).orElseThrow(() -> new BadCredentialsException("no such account"));
        signIn.complete(account, SignIn.Way.PASSKEY, request, response);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.writeValue(response.getOutputStream(), Map.of("redirectUrl", Landing.of(request, response)));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused) {
        trace.refused(Optional.empty(), "passkey", request.getRemoteAddr());
        response.setStatus(refused instanceof TooManyTries ? TOO_MANY : HttpServletResponse.SC_UNAUTHORIZED);
    }

    /** One address tries so much and no more. */
    private static final class RatedFilter extends WebAuthnAuthenticationFilter {

        private final LoginRates rates;

        RatedFilter(LoginRates rates) {
            this.rates = rates;
        }

        @Override
        public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
            if (!rates.admit(request.getRemoteAddr())) {
                throw new TooManyTries();
            }
            return super.attemptAuthentication(request, response);
        }
    }

    private static final class TooManyTries extends AuthenticationException {

        private static final long serialVersionUID = 1L;

        TooManyTries() {
            super("too many tries from this address");
        }
    }
}
