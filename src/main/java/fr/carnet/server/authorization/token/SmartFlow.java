package fr.carnet.server.authorization.token;

import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.EndpointSettings;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AccessTokenResponseAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Spring Authorization Server made a SMART App Launch 2.2 server: its rules of requests, consent, codes, refresh and answers put where Spring's defaults were. A client that shows
 * more than its name, such as a certificate, is asked for by parts that come before this one.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class SmartFlow implements Customizer<OAuth2AuthorizationServerConfigurer> {

    /** Where people decide; the page posts to the authorization endpoint. */
    private static final String CONSENT_PAGE = "/consent";

    private final RegisteredClientRepository clients;
    private final AuthorizationRequestRules requests;
    private final ConsentDecision decisions;
    private final Grants grants;
    private final GrantStore store;
    private final Pairings pairings;
    private final SingleUse singleUse;
    private final PlatformTransactionManager transactions;
    private final AuthorizationSettings settings;
    private final Clock clock;

    SmartFlow(RegisteredClientRepository clients, EndpointSettings endpoint, OnlineClients online, ConsentDecision decisions, Grants grants, GrantStore store, Pairings pairings,
            SingleUse singleUse, PlatformTransactionManager transactions, AuthorizationSettings settings, Clock clock) {
        this.clients = clients;
        this.requests = new AuthorizationRequestRules(endpoint, online);
        this.decisions = decisions;
        this.grants = grants;
        this.store = store;
        this.pairings = pairings;
        this.singleUse = singleUse;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void customize(OAuth2AuthorizationServerConfigurer server) {
        PublicClients publicClients = new PublicClients(clients, grants);
        OAuth2AccessTokenResponseAuthenticationSuccessHandler answers = new OAuth2AccessTokenResponseAuthenticationSuccessHandler();
        answers.setAccessTokenResponseCustomizer(new TokenResponse());
        server.clientAuthentication(authentication -> authentication.authenticationConverter(publicClients).authenticationProvider(publicClients))
                .authorizationEndpoint(authorize -> authorize.consentPage(settings.root() + CONSENT_PAGE).errorResponseHandler(new AuthorizationRefusals(clients))
                        .authenticationProviders(providers -> providers.replaceAll(this::ofRequests)))
                .tokenEndpoint(token -> token.accessTokenResponseHandler(answers).authenticationProviders(providers -> providers.replaceAll(this::ofTokens)));
    }

    private AuthenticationProvider ofRequests(AuthenticationProvider spring) {
        if (spring instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider request) {
            request.setAuthenticationValidator(requests);
            request.setAuthorizationConsentRequired(context -> true);
            return request;
        }
        if (spring instanceof OAuth2AuthorizationConsentAuthenticationProvider consent) {
            consent.setAuthorizationCodeGenerator(new Codes(clock));
            return new PersonsConsent(consent, decisions, grants, store, pairings, transactions);
        }
        return spring;
    }

    private AuthenticationProvider ofTokens(AuthenticationProvider spring) {
        boolean persons = spring instanceof OAuth2AuthorizationCodeAuthenticationProvider || spring instanceof OAuth2RefreshTokenAuthenticationProvider;
        return persons ? new GuardedGrant(spring, singleUse, transactions) : spring;
    }
}
