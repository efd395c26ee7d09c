package fr.carnet.server.authorization.client;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import fr.carnet.server.config.ClientKeys;
import java.text.ParseException;
import java.util.Optional;

/** Finds a client's key: inline, or where it publishes them. */
final class ClientKeyring {

    private final RemoteKeys remote;

    ClientKeyring(RemoteKeys remote) {
        this.remote = remote;
    }

    /** @return the one key with this id that fits the algorithm */
    Optional<JWK> find(ClientTraits traits, String kid, JWSAlgorithm algorithm) {
        if (traits.jwks().isPresent()) {
            return parsed(traits.jwks().get()).flatMap(keys -> ClientKeys.choose(keys, kid, algorithm));
        }
        return traits.jwksUri().filter(ClientKeys::isGoodPlace).flatMap(uri -> remote.at(uri, kid)).flatMap(keys -> ClientKeys.choose(keys, kid, algorithm));
    }

    private static Optional<JWKSet> parsed(String jwks) {
        try {
            return Optional.of(JWKSet.parse(jwks));
        } catch (ParseException unusable) {
            return Optional.empty();
        }
    }
}
