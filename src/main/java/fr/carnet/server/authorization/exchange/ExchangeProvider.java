package fr.carnet.server.authorization.exchange;

import fr.carnet.server.authorization.client.ClientTraits;
import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.EndpointSettings;
import fr.carnet.server.config.ExchangeSettings;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Exchanges a Pro Santé Connect access token (RFC 8693). The same subject token may be exchanged again while it lives: RFC 8693 has it used,
 * not used up; each exchange is verified anew and gives a token of its own. No refresh token: the professional's session is Pro Santé Connect's.
 */
final class ExchangeProvider implements AuthenticationProvider {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeProvider.class);

    private final ExchangeSettings settings;
    private final SubjectTokens subjects;
    private final UserInfos userInfos;
    private final ActorTokens actors;
    private final ExchangedTokens tokens;
    private final Set<String> self;

    ExchangeProvider(ExchangeSettings settings, AuthorizationSettings authorization, EndpointSettings endpoint, SubjectTokens subjects, UserInfos userInfos, ActorTokens actors,
            ExchangedTokens tokens) {
        this.settings = settings;
        this.subjects = subjects;
        this.userInfos = userInfos;
        this.actors = actors;
        this.tokens = tokens;
        this.self = Set.of(endpoint.baseUrl(), authorization.issuer());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return ExchangeRequest.class.isAssignableFrom(authentication);
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        ExchangeRequest.Asked asked = ((ExchangeRequest) authentication).asked();
        OAuth2ClientAuthenticationToken client = client(authentication);
        RegisteredClient registered = client.getRegisteredClient();
        try {
            OAuth2AccessToken token = exchanged(asked, client, registered);
            LOG.info("token exchanged for {}", registered.getClientId());
            return new OAuth2AccessTokenAuthenticationToken(registered, client, token, null, Map.of("issued_token_type", asked.issuedType()));
        } catch (OAuth2AuthenticationException refused) {
            LOG.info("token exchange refused to {}: {} ({})", registered.getClientId(), refused.getError().getErrorCode(), refused.getError().getDescription());
            throw refused;
        }
    }

    private OAuth2AccessToken exchanged(ExchangeRequest.Asked asked, OAuth2ClientAuthenticationToken client, RegisteredClient registered) {
        allowed(client, registered);
        if (!self.containsAll(asked.targets())) {
            throw ExchangeErrors.of("invalid_target", "resource and audience can only be this server");
        }
        if (!registered.getScopes().containsAll(asked.scopes())) {
            throw ExchangeErrors.of(OAuth2ErrorCodes.INVALID_SCOPE, "scope: more than the client is registered for");
        }
        Actor actor = asked.actorToken().map(token -> actors.read(token, client)).orElseGet(Actor::unnamed);
        Subject subject = subjects.verify(asked.subjectToken());
        Professional professional = Professional.of(userInfos.of(subject), actor.situation());
        return tokens.issue(registered, professional, actor, asked);
    }

    private void allowed(OAuth2ClientAuthenticationToken client, RegisteredClient registered) {
        boolean software = ClientTraits.of(registered).kind() == ClientTraits.Kind.PROFESSIONAL_SOFTWARE
                && registered.getAuthorizationGrantTypes().contains(AuthorizationGrantType.TOKEN_EXCHANGE)
                && !ClientAuthenticationMethod.NONE.equals(client.getClientAuthenticationMethod());
        if (!software) {
            throw ExchangeErrors.of(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, "only confidential professional software exchanges tokens");
        }
        if (!settings.enabled()) {
            throw ExchangeErrors.of(OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE, "no Pro Sante Connect is configured here");
        }
    }

    private static OAuth2ClientAuthenticationToken client(Authentication request) {
        if (request.getPrincipal() instanceof OAuth2ClientAuthenticationToken client && client.isAuthenticated()) {
            return client;
        }
        throw ExchangeErrors.of(OAuth2ErrorCodes.INVALID_CLIENT, "the client is not authenticated");
    }
}
