package fr.carnet.server.authorization.discovery;

import com.nimbusds.jwt.JWTParser;
import fr.carnet.server.config.OAuthClientSettings;
import fr.carnet.server.storage.RedirectOrigins;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * Whether an answer may be read by a page of this origin: the origin is that of a redirect URI of the client that asks. The client is the one that the request names,
 * unchecked: this decides what a browser shows to the page, never what is answered.
 */
final class ClientOrigins {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]{1,253}");
    private static final int LONGEST = 16_384;

    private final RegisteredClientRepository clients;
    private final RedirectOrigins catalogue;
    private final Set<String> configured;

    ClientOrigins(RegisteredClientRepository clients, RedirectOrigins catalogue, OAuthClientSettings settings) {
        this.clients = clients;
        this.catalogue = catalogue;
        this.configured = settings.clients().stream().flatMap(client -> client.redirectUris().stream()).map(ClientOrigins::origin).collect(Collectors.toUnmodifiableSet());
    }

    /** @return whether any client has this origin: a preflight does not say which one will ask */
    boolean ofAnyClient(String origin) {
        return ORIGIN.matcher(origin).matches() && (configured.contains(origin) || catalogue.has(origin));
    }

    /** @return whether the client that a request to the token endpoint names has this origin; a public client's refresh need not name it, then any client's origin will do */
    boolean ofTokenRequest(HttpServletRequest request, String origin) {
        Optional<String> client = Optional.ofNullable(request.getParameter("client_id")).or(() -> basic(request.getHeader("Authorization")));
        return client.isEmpty() ? ofAnyClient(origin) : has(client, origin);
    }

    /** @return whether the client that a call's token names has this origin */
    boolean ofCall(HttpServletRequest request, String origin) {
        return has(bearer(request.getHeader("Authorization")), origin);
    }

    private boolean has(Optional<String> clientId, String origin) {
        RegisteredClient client = clientId.filter(id -> !id.isBlank()).map(clients::findByClientId).orElse(null);
        return client != null && client.getRedirectUris().stream().anyMatch(uri -> origin.equals(origin(uri)));
    }

    private static Optional<String> bearer(@Nullable String header) {
        if (header == null || header.length() > LONGEST || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JWTParser.parse(header.substring(BEARER.length()).trim()).getJWTClaimsSet()).flatMap(claims -> Optional.ofNullable(claims.getClaim("client_id")))
                    .filter(String.class::isInstance).map(String.class::cast);
        } catch (ParseException noToken) {
            return Optional.empty();
        }
    }

    private static Optional<String> basic(@Nullable String header) {
        if (header == null || header.length() > LONGEST || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(header.substring(BASIC.length()).trim()), StandardCharsets.UTF_8);
            return Optional.of(URLDecoder.decode(pair.split(":", 2)[0], StandardCharsets.UTF_8));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static String origin(String uri) {
        URI parsed = URI.create(uri);
        return parsed.getScheme() + "://" + parsed.getRawAuthority();
    }
}
