package fr.carnet.server.authorization.exchange;

import com.nimbusds.jose.util.X509CertUtils;
import fr.carnet.server.authorization.token.AccessTokenClaims;
import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.EndpointSettings;
import fr.carnet.server.config.ExchangeSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;

/** Makes the tokens that are given in exchange: typed as RFC 9068 has it, for the FHIR endpoint alone, bound to the client's certificate (RFC 8705) when there was one. */
final class ExchangedTokens {

    private static final String KIND = "pro-sante-connect";

    private final ExchangeSettings settings;
    private final AuthorizationSettings authorization;
    private final EndpointSettings endpoint;
    private final JwtEncoder encoder;
    private final OAuth2AuthorizationService authorizations;
    private final Clock clock;

    ExchangedTokens(ExchangeSettings settings, AuthorizationSettings authorization, EndpointSettings endpoint, JwtEncoder encoder, OAuth2AuthorizationService authorizations, Clock clock) {
        this.settings = settings;
        this.authorization = authorization;
        this.endpoint = endpoint;
        this.encoder = encoder;
        this.authorizations = authorizations;
        this.clock = clock;
    }

    /** @return a token, kept so that it can be introspected and revoked */
    OAuth2AccessToken issue(RegisteredClient client, Professional professional, Actor actor, ExchangeRequest.Asked asked) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(settings.tokenLifetime());
        Map<String, Object> claims = new LinkedHashMap<>(professional.claims());
        claims.put("iss", authorization.issuer());
        claims.put("sub", professional.id());
        claims.put("aud", new ArrayList<>(List.of(endpoint.baseUrl())));
        claims.put("client_id", client.getClientId());
        claims.put(AccessTokenClaims.KIND, KIND);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now);
        claims.put("exp", end);
        claims.put("scope", String.join(" ", asked.scopes()));
        claims.put("act", actor.act(client.getClientId()));
        asked.certificate().ifPresent(certificate -> claims.put("cnf", new LinkedHashMap<>(Map.of("x5t#S256", X509CertUtils.computeSHA256Thumbprint(certificate).toString()))));
        String signed = encoder.encode(JwtEncoderParameters.from(AccessTokenClaims.header(),
                JwtClaimsSet.builder().claims(all -> all.putAll(claims)).build())).getTokenValue();
        OAuth2AccessToken token = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, signed, now, end, asked.scopes());
        authorizations.save(OAuth2Authorization.withRegisteredClient(client).principalName(professional.id()).authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE)
                .authorizedScopes(asked.scopes()).token(token, metadata -> {
                    metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, claims);
                    metadata.put(OAuth2TokenFormat.class.getName(), OAuth2TokenFormat.SELF_CONTAINED.getValue());
                }).build());
        return token;
    }
}
