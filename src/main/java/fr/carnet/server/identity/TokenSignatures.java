package fr.carnet.server.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Set;

/** How others' tokens are signed, whatever they are for: asymmetric only, under a key that is found by its id (RFC 8725). */
public final class TokenSignatures {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384);

    private TokenSignatures() {
    }

    /** @return the keys of a source that may check a signature */
    public static JWSVerificationKeySelector<SecurityContext> by(JWKSource<SecurityContext> keys) {
        return new JWSVerificationKeySelector<>(ALGORITHMS, keys);
    }

    /** @return whether a header names its key, and brings none of its own */
    public static boolean namesItsKey(JWSHeader header) {
        boolean keyOfItsOwn = header.getJWK() != null || header.getJWKURL() != null || header.getX509CertURL() != null || header.getX509CertChain() != null;
        return header.getKeyID() != null && !keyOfItsOwn;
    }
}
