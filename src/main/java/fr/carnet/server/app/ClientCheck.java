package fr.carnet.server.app;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.app.AppEntry.Client;
import fr.carnet.server.config.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * What an entry says of its OAuth client: exact redirect URIs (RFC 9700 2.1, RFC 8252 7.3), public keys only (SMART App Launch 2.2: RS384, ES384), secrets as hashes,
 * scopes of one patient.
 */
@Component
class ClientCheck {

    private static final String PLACE = "Endpoint.extension('" + Canonical.APP_CLIENT + "')";
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern HASH = Pattern.compile("\\{(bcrypt|argon2|argon2@SpringSecurity_v5_8)}\\$[!-~]{20,300}");
    private static final Pattern SCOPE = Pattern.compile(
            "openid|fhirUser|launch/patient|offline_access|online_access|patient/(\\*|[A-Z][A-Za-z]+)\\.(read|write|\\*|(?=[cruds])c?r?u?d?s?)(\\?[!-~]{1,200})?");
    private static final int RSA_BITS = 2048;
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384);

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
                client.jwks().ifPresent(jwks -> require(areKeys(jwks), "jwks", "app-keys"));
                client.jwksUri().ifPresent(uri -> require(isSafe(uri), "jwksUri", "app-address"));
            }
            case "client_secret_basic" -> {
                require(!keys, "authentication", "app-authentication");
                client.secretHash().ifPresent(hash -> require(HASH.matcher(hash).matches(), AppEntryReader.SECRET_HASH, "app-secret"));
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

    private static boolean areKeys(String jwks) {
        try {
            List<JWK> keys = JWKSet.parse(jwks).getKeys();
            Set<String> names = new HashSet<>();
            return !keys.isEmpty() && keys.stream().allMatch(key -> isPublic(key) && key.getKeyID() != null && !key.getKeyID().isBlank() && names.add(key.getKeyID()));
        } catch (ParseException noKeys) {
            return false;
        }
    }

    private static boolean isPublic(JWK key) {
        boolean kind = key instanceof RSAKey rsa && rsa.size() >= RSA_BITS || key instanceof ECKey ec && CURVES.contains(ec.getCurve());
        return kind && !key.isPrivate() && (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()));
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
