package fr.carnet.server.authorization.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 8725, 3.1 and 3.10: a token names the key that it is checked with, and is not asked for one. */
class SignedTokensTest {

    private static final String ISSUER = "https://idp.example.org";

    private final RSAKey key = new RSAKeyGenerator(2048).keyID("k").generate();
    private final SignedTokens tokens = new SignedTokens(new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK())));

    SignedTokensTest() throws JOSEException {
        // The key is made for this test alone.
    }

    @Test
    @DisplayName("A token of the issuer under a known key is believed, in each algorithm that callers' tokens may have; one without a key id is not")
    void believed() throws Exception {
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.PS256)) {
            assertThat(verified(algorithm, header -> header.keyID("k"))).as(algorithm.getName()).isTrue();
        }
        assertThat(verified(JWSAlgorithm.RS512, header -> header.keyID("k"))).isFalse();
        assertThat(verified(JWSAlgorithm.RS256, header -> header)).isFalse();
    }

    @Test
    @DisplayName("A token that brings a key, or says where one is, is not believed, even under a key that is known")
    void keyOfItsOwn() throws Exception {
        assertThat(verified(JWSAlgorithm.RS256, header -> header.keyID("k").jwk(key.toPublicJWK()))).isFalse();
        assertThat(verified(JWSAlgorithm.RS256, header -> header.keyID("k").jwkURL(URI.create(ISSUER + "/keys")))).isFalse();
        assertThat(verified(JWSAlgorithm.RS256, header -> header.keyID("k").x509CertURL(URI.create(ISSUER + "/cert")))).isFalse();
        assertThat(verified(JWSAlgorithm.RS256, header -> header.keyID("k").x509CertChain(List.of(Base64.encode("a certificate"))))).isFalse();
    }

    private boolean verified(JWSAlgorithm algorithm, UnaryOperator<JWSHeader.Builder> header) throws JOSEException, KeySourceException {
        SignedJWT token = new SignedJWT(header.apply(new JWSHeader.Builder(algorithm)).build(), new JWTClaimsSet.Builder().issuer(ISSUER).subject("s").build());
        token.sign(new RSASSASigner(key));
        return tokens.verify(token.serialize(), ISSUER).isPresent();
    }
}
