package fr.carnet.server.authorization.login;

import fr.carnet.server.config.LoginSettings.Provider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.stereotype.Component;

/** Login at somebody else's, by OpenID Connect with PKCE, state and nonce. It counts as both factors when it is strong enough, and logs in nobody whom this server does not know. */
@Component
class OidcWay implements LoginWay {

    private static final Logger LOG = LoggerFactory.getLogger(OidcWay.class);
    private static final String START = "/login/oidc";

    private final OidcProviders providers;
    private final OidcPersons persons;
    private final SignIn signIn;
    private final LoginTrace trace;

    OidcWay(OidcProviders providers, OidcPersons persons, SignIn signIn, LoginTrace trace) {
        this.providers = providers;
        this.persons = persons;
        this.signIn = signIn;
        this.trace = trace;
    }

    @Override
    public void join(HttpSecurity http) throws Exception {
        if (providers.isEmpty()) {
            return;
        }
        DefaultOAuth2AuthorizationRequestResolver requests = new DefaultOAuth2AuthorizationRequestResolver(providers, START);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce().andThen(this::askForLevel));
        OidcUserService users = new OidcUserService();
        users.setRetrieveUserInfo(this::asksUserInfo);
        http.oauth2Login(login -> login.clientRegistrationRepository(providers).authorizedClientRepository(new NoAuthorizedClients()).loginPage("/login")
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests))
                .redirectionEndpoint(endpoint -> endpoint.baseUri(OidcProviders.CALLBACK + "*"))
                .userInfoEndpoint(endpoint -> endpoint.oidcUserService(users))
                .successHandler(this::accept).failureHandler(this::refuse)
                .withObjectPostProcessor(new Unremembered()).withObjectPostProcessor(new Unreachable()));
    }

    private void askForLevel(OAuth2AuthorizationRequest.Builder request) {
        request.attributes(attributes -> providers.provider(String.valueOf(attributes.get(OAuth2ParameterNames.REGISTRATION_ID)))
                .ifPresent(provider -> request.additionalParameters(parameters -> parameters.put("acr_values", String.join(" ", provider.acrValues())))));
    }

    private boolean asksUserInfo(OidcUserRequest request) {
        boolean offered = request.getClientRegistration().getProviderDetails().getUserInfoEndpoint().getUri() != null;
        return offered && providers.provider(request.getClientRegistration().getRegistrationId()).map(Provider::insClaim)
                .filter(claim -> !claim.isEmpty() && !request.getIdToken().hasClaim(claim)).isPresent();
    }

    private void accept(HttpServletRequest request, HttpServletResponse response, Authentication authentication) throws IOException {
        OAuth2AuthenticationToken elsewhere = (OAuth2AuthenticationToken) authentication;
        Provider provider = providers.provider(elsewhere.getAuthorizedClientRegistrationId()).orElseThrow();
        OidcUser user = (OidcUser) elsewhere.getPrincipal();
        SecurityContextHolder.clearContext();
        Optional<Account> account = persons.account(provider, user);
        if (account.isPresent() && persons.isStrongEnough(provider, user)) {
            signIn.complete(account.get(), SignIn.Way.OIDC, request, response);
            response.sendRedirect(Landing.of(request, response));
            return;
        }
        trace.refused(account, "oidc", request.getRemoteAddr());
        response.sendRedirect("/login/refused?why=" + (account.isPresent() ? "weak" : "unknown"));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused) throws IOException {
        LOG.warn("login at an identity provider failed: {}", (refused.getCause() == null ? refused : refused.getCause()).getClass().getName());
        trace.refused(Optional.empty(), "oidc", request.getRemoteAddr());
        response.sendRedirect("/login/refused?why=failed");
    }

    /** A provider that is unknown, or away when it is to be discovered, is a page, not an error of this server. */
    private final class Unreachable implements ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> {

        @Override
        public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
            filter.setAuthenticationFailureHandler(OidcWay.this::refuse);
            return filter;
        }
    }

    /** Who logged in elsewhere is not logged in here yet: {@link SignIn} alone stores a login. */
    private static final class Unremembered implements ObjectPostProcessor<OAuth2LoginAuthenticationFilter> {

        @Override
        public <O extends OAuth2LoginAuthenticationFilter> O postProcess(O filter) {
            filter.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
            return filter;
        }
    }
}
