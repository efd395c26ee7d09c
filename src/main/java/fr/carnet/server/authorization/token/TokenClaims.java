package fr.carnet.server.authorization.token;

import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.EndpointSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/**
 * What this server's tokens say (ADR 0012). Access tokens: RFC 9068, with {@code aud} the FHIR base, {@code scope} as one text, and for a person's grant {@code patient},
 * {@code fhirUser}, {@code pairing}, and {@code idPe} when the app gave one. Identity tokens: OpenID Connect with {@code fhirUser}, and how the person logged in ({@code amr}, RFC 8176; {@code acr}). Instants
 * are the server's clock's. The first customizer: those of other grants come after it and say what kind of caller theirs are of.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    private static final Set<AuthorizationGrantType> OF_A_PERSON = Set.of(AuthorizationGrantType.AUTHORIZATION_CODE, AuthorizationGrantType.REFRESH_TOKEN);
    private static final Duration IDENTITY = Duration.ofMinutes(5);

    private final Pairings pairings;
    private final AuthorizationSettings settings;
    private final EndpointSettings endpoint;
    private final Clock clock;

    TokenClaims(Pairings pairings, AuthorizationSettings settings, EndpointSettings endpoint, Clock clock) {
        this.pairings = pairings;
        this.settings = settings;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        boolean person = OF_A_PERSON.contains(context.getAuthorizationGrantType());
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            access(context, person ? settings.accessToken() : context.getRegisteredClient().getTokenSettings().getAccessTokenTimeToLive());
            if (person) {
                Pairing pairing = pairing(context);
                context.getClaims().claim(AccessTokenClaims.KIND, AccessTokenClaims.SMART).claim(AccessTokenClaims.PAIRING, pairing.id())
                        .claim("patient", pairing.patientId()).claim("fhirUser", fhirUser(pairing));
                pairing.idPe().ifPresent(own -> context.getClaims().claim(IdPe.NAME, own));
            }
        } else if (person && OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
            identity(context);
        }
    }

    private void access(JwtEncodingContext context, Duration lifetime) {
        Instant now = clock.instant();
        context.getJwsHeader().type(AccessTokenClaims.TYPE);
        context.getClaims().issuedAt(now).expiresAt(now.plus(lifetime)).audience(list(endpoint.baseUrl())).claim("client_id", context.getRegisteredClient().getClientId())
                .claims(claims -> {
                    claims.remove("nbf");
                    claims.put("scope", String.join(" ", context.getAuthorizedScopes()));
                });
    }

    private void identity(JwtEncodingContext context) {
        Instant now = clock.instant();
        context.getClaims().issuedAt(now).expiresAt(now.plus(IDENTITY));
        if (context.getAuthorizedScopes().contains("fhirUser")) {
            context.getClaims().claim("fhirUser", fhirUser(pairing(context)));
        }
        pairing(context).idPe().ifPresent(own -> context.getClaims().claim(IdPe.NAME, own));
        List<String> methods = LoginFactors.methods(authorities(context));
        if (!methods.isEmpty()) {
            context.getClaims().claim("amr", methods).claim("acr", LoginFactors.level(methods));
        }
    }

    private Pairing pairing(JwtEncodingContext context) {
        String id = context.getAuthorization() == null ? "" : context.getAuthorization().getId();
        return pairings.find(id).orElseThrow(() -> new IllegalStateException("a person's token without a pairing"));
    }

    private String fhirUser(Pairing pairing) {
        return endpoint.baseUrl() + "/" + pairing.fhirUser();
    }

    private static List<String> authorities(JwtEncodingContext context) {
        Collection<? extends GrantedAuthority> authorities = context.getPrincipal().getAuthorities();
        return authorities.stream().map(GrantedAuthority::getAuthority).toList();
    }

    /** Kept with the grant as JSON: lists that the reader of the store knows. */
    private static List<String> list(String value) {
        return new ArrayList<>(List.of(value));
    }
}
