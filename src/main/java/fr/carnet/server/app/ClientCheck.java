package fr.carnet.server.app;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.app.AppEntry.Client;
import fr.carnet.server.config.ClientKeys;
import fr.carnet.server.config.ClientSecretHash;
import fr.carnet.server.config.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * What an entry says of its OAuth client: exact redirect URIs (RFC 9700 2.1, RFC 8252 7.3), public keys only (SMART App Launch 2.2: RS384, ES384), secrets as hashes,
 * scopes of one patient. A key or a hash that the authorization server could never use is refused here, not at the first login.
 */
@Component
class ClientCheck {

    private static final String PLACE = "Endpoint.extension('" + Canonical.APP_CLIENT + "')";
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern SCOPE = Pattern.compile(
            "openid|fhirUser|launch/patient|offline_access|online_access|patient/(\\*|[A-Z][A-Za-z]+)\\.(read|write|\\*|(?=[cruds])c?r?u?d?s?)(\\?[!-~]{1,200})?");

    /** @throws Refusal when a rule is broken */
    void check(Client client) {
        require(CLIENT_ID.matcher(client.id()).matches(), "clientId", "app-client-id");
        require(!client.redirectUris().isEmpty() && client.redirectUris().stream().allMatch(ClientCheck::isRedirect), "redirectUri", "app-redirect");
        require(!client.scope().isBlank() && List.of(client.scope().split(" ")).stream().allMatch(scope -> SCOPE.matcher(scope).matches()), "scope", "app-scope");
        boolean keys = client.jwks().isPresent() || client.jwksUri().isPresent();
        switch (client.authentication()) {
            case "none" -> require(!keys && client.secretHash().isEmpty(), "authentication", "app-authentication");
            case "private_key_jwt" -> {
                require(client.jwks().isPresent() != client.jwksUri().isPresent() && client.secretHash().isEmpty(), "authentication", "app-authentication");
                client.jwks().ifPresent(jwks -> require(ClientKeys.refusal(jwks).isEmpty(), "jwks", "app-keys"));
                client.jwksUri().ifPresent(uri -> require(isSafe(uri) && ClientKeys.isGoodPlace(uri), "jwksUri", "app-address"));
            }
            case "client_secret_basic" -> {
                require(!keys, "authentication", "app-authentication");
                client.secretHash().ifPresent(hash -> require(ClientSecretHash.isKnown(hash), AppEntryReader.SECRET_HASH, "app-secret"));
            }
            default -> throw refusal("authentication", "app-authentication");
        }
    }

    /** @return whether an address can be called without being listened to: https, or http on this machine */
    static boolean isSafe(String address) {
        return uri(address).filter(uri -> uri.getHost() != null && uri.getRawUserInfo() == null)
                .filter(uri -> "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && Loopback.isHost(uri.getHost())).isPresent();
    }

    private static boolean isRedirect(String address) {
        return isSafe(address) && address.indexOf('*') < 0 && uri(address).filter(uri -> uri.getRawFragment() == null && uri.normalize().equals(uri)).isPresent();
    }

    private static Optional<URI> uri(String address) {
        try {
            return Optional.of(new URI(address));
        } catch (URISyntaxException noUri) {
            return Optional.empty();
        }
    }

    private static void require(boolean kept, String part, String rule) {
        if (!kept) {
            throw refusal(part, rule);
        }
    }

    private static Refusal refusal(String part, String rule) {
        return Refusal.rule(PLACE + ".extension('" + part + "')", rule);
    }
}
