package fr.carnet.server.config;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which keys of a client may check its assertions (SMART App Launch 2.2, asymmetric client authentication), wherever they are written down: a setting or the
 * catalogue.
 */
public final class ClientKeys {

    private static final Pattern LOOPBACK = Pattern.compile(Loopback.HTTP);
    private static final Pattern HTTPS = Pattern.compile("https://[^/@?#]+(/.*)?");
    private static final int LEAST_RSA_BITS = 2048;

    private ClientKeys() {
    }

    /** @return what is wrong with a JWK Set, empty when each of its keys can check an assertion; never quotes it */
    public static Optional<String> refusal(String jwks) {
        List<JWK> keys;
        try {
            keys = JWKSet.parse(jwks).getKeys();
        } catch (ParseException unreadable) {
            return Optional.of("not a JWK Set");
        }
        if (keys.stream().anyMatch(JWK::isPrivate)) {
            return Optional.of("it holds a private key: consider that key known to others");
        }
        if (keys.isEmpty() || keys.stream().anyMatch(key -> !fits(key, JWSAlgorithm.RS384) && !fits(key, JWSAlgorithm.ES384))) {
            return Optional.of("a key is missing or of no use");
        }
        return keys.stream().map(JWK::getKeyID).distinct().count() == keys.size() ? Optional.empty() : Optional.of("two keys have one kid");
    }

    /** @return whether keys may be fetched there */
    public static boolean isGoodPlace(String uri) {
        return HTTPS.matcher(uri).matches() || LOOPBACK.matcher(uri).matches();
    }

    /** @return the one key with this id, when it is of the algorithm's type; empty when there are two, whatever they are */
    public static Optional<JWK> choose(JWKSet keys, String kid, JWSAlgorithm algorithm) {
        List<JWK> named = keys.getKeys().stream().filter(key -> kid.equals(key.getKeyID())).toList();
        return named.size() == 1 && fits(named.get(0), algorithm) ? Optional.of(named.get(0)) : Optional.empty();
    }

    private static boolean fits(JWK key, JWSAlgorithm algorithm) {
        boolean type = JWSAlgorithm.RS384.equals(algorithm) ? key instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS
                : JWSAlgorithm.ES384.equals(algorithm) && key instanceof ECKey ec && Curve.P_384.equals(ec.getCurve());
        Set<KeyOperation> operations = key.getKeyOperations();
        return type && key.getKeyID() != null && !key.getKeyID().isBlank() && !key.isPrivate()
                && (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                && (key.getAlgorithm() == null || algorithm.equals(key.getAlgorithm()))
                && (operations == null || operations.contains(KeyOperation.VERIFY));
    }
}
