package fr.carnet.server.authorization.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.PlainJWT;
import fr.carnet.server.authorization.client.ClientTraits;
import fr.carnet.server.config.ExchangeSettings;
import java.text.ParseException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * Reads actor tokens: a JWT with lps_nom, lps_id, lps_version and situation_exercice (transport guide, business data). Unsigned it is taken
 * from a client that its certificate authenticated, as the guide has it; otherwise the client's registered key must have signed it, with
 * {@code iss} the client and an end.
 */
@Component
class ActorTokens {

    private static final Logger LOG = LoggerFactory.getLogger(ActorTokens.class);
    private static final int MAXIMUM_LENGTH = 8_192;
    private static final int CLIENTS = 1_000;
    private static final List<String> SOFTWARE = List.of("lps_nom", "lps_id", "lps_version");

    private final ExchangeSettings settings;
    private final Clock clock;
    private final Cache<String, SignedTokens> keys = Caffeine.newBuilder().maximumSize(CLIENTS).build();

    ActorTokens(ExchangeSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @return what the actor token says
     * @throws OAuth2AuthenticationException invalid_request when it is not to be believed, or says too little
     */
    Actor read(String token, OAuth2ClientAuthenticationToken client) {
        if (token.length() > MAXIMUM_LENGTH) {
            throw refused("too long");
        }
        Claims claims = claims(token, client);
        if (claims.all().containsKey("exp") && claims.instant("exp").filter(clock.instant()::isBefore).isEmpty()) {
            throw refused("expired");
        }
        Map<String, String> software = new LinkedHashMap<>();
        SOFTWARE.forEach(name -> software.put(name, claims.text(name).orElseThrow(() -> refused(name + " is missing"))));
        Optional<String> situation = claims.text("situation_exercice");
        if (situation.isEmpty() && claims.all().containsKey("situation_exercice")) {
            throw refused("situation_exercice is no text");
        }
        return new Actor(software, situation);
    }

    private Claims claims(String token, OAuth2ClientAuthenticationToken client) {
        try {
            JWT parsed = JWTParser.parse(token);
            if (!(parsed instanceof PlainJWT)) {
                return signed(token, client.getRegisteredClient());
            }
            if (ClientAuthenticationMethod.TLS_CLIENT_AUTH.equals(client.getClientAuthenticationMethod())) {
                return new Claims(parsed.getJWTClaimsSet().toJSONObject());
            }
            throw refused("unsigned, which is taken under mTLS only: sign it with the client's registered key");
        } catch (ParseException unreadable) {
            throw refused("not a JWT");
        }
    }

    private Claims signed(String token, RegisteredClient client) throws ParseException {
        Claims claims = verified(token, client).orElseThrow(() -> refused("not signed with a key registered for the client, or iss is not its client_id"));
        if (!claims.all().containsKey("exp")) {
            throw refused("signed, but without exp");
        }
        return claims;
    }

    private Optional<Claims> verified(String token, RegisteredClient registered) throws ParseException {
        ClientTraits client = ClientTraits.of(registered);
        String id = registered.getClientId();
        try {
            if (client.jwksUri().isPresent()) {
                return keys.get(client.jwksUri().get(), uri -> SignedTokens.at(uri, settings.timeout())).verify(token, id);
            }
            return client.jwks().isPresent() ? new SignedTokens(new ImmutableJWKSet<>(JWKSet.parse(client.jwks().get()))).verify(token, id) : Optional.empty();
        } catch (KeySourceException unreachable) {
            LOG.warn("the keys of a client cannot be had: {}", unreachable.getClass().getSimpleName());
            throw ExchangeErrors.of(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, "the client's keys cannot be had: nothing was issued, try again");
        }
    }

    private static OAuth2AuthenticationException refused(String why) {
        return ExchangeErrors.invalidRequest("actor_token: " + why);
    }
}
