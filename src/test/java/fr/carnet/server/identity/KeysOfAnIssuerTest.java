package fr.carnet.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.config.SecuritySettings;
import fr.carnet.server.config.SecuritySettings.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.mock.web.MockHttpServletRequest;

/** API 2: each issuer is believed with its own keys and for its own kind of caller. */
class KeysOfAnIssuerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String SUPPORT = "https://desk.test";
    private static final String INSURER = "https://insurer.test";

    private final ECKey deskKey = key(Curve.P_256, "k1");
    private final ECKey insurerKey = key(Curve.P_384, "k1");
    private TokenReader tokens;

    @BeforeEach
    void twoIssuers(@TempDir Path directory) throws IOException {
        SecuritySettings settings = new SecuritySettings(List.of(
                issuer(SUPPORT, deskKey, directory.resolve("desk.json"), Kind.SUPPORT),
                issuer(INSURER, insurerKey, directory.resolve("insurer.json"), Kind.INSURER)), Set.of());
        tokens = new TokenReader(settings, new StaticListableBeanFactory().getBeanProvider(AdditionalIssuer.class),
                new StaticListableBeanFactory().getBeanProvider(OwnIssuer.class), new IssuerKeys(new DefaultResourceLoader()),
                Clock.fixed(NOW, ZoneOffset.UTC), new BelievedTokens(), new CertificateBinding(), new ProfessionalClaims(), new SubjectClaims(settings));
    }

    @Test
    @DisplayName("API 2: an issuer's own key makes its own kind of caller; ES384 is one of the algorithms")
    void ownKey() throws JOSEException {
        assertThat(read(token(SUPPORT, JWSAlgorithm.ES256, deskKey))).isInstanceOf(Caller.Support.class);
        assertThat(read(token(INSURER, JWSAlgorithm.ES384, insurerKey))).isInstanceOf(Caller.Insurer.class);
    }

    @Test
    @DisplayName("API 2: a trusted issuer's key signs nothing in another issuer's name, though the key ids are the same")
    void anotherIssuersKey() throws JOSEException {
        String forged = token(SUPPORT, JWSAlgorithm.ES384, insurerKey);
        assertThatThrownBy(() -> read(forged)).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.answer()).isEqualTo(Answer.UNAUTHENTICATED));
    }

    private Caller read(String token) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Authorization", "Bearer " + token);
        return tokens.read(request).caller();
    }

    private static String token(String issuer, JWSAlgorithm algorithm, ECKey key) throws JOSEException {
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(issuer).audience("carnet").subject("somebody").expirationTime(Date.from(NOW.plusSeconds(60))).build();
        return Forge.signed(Forge.header(algorithm, key.getKeyID()), claims, new ECDSASigner(key));
    }

    private static SecuritySettings.Issuer issuer(String name, ECKey key, Path file, Kind kind) throws IOException {
        Files.writeString(file, new JWKSet(key.toPublicJWK()).toString());
        return new SecuritySettings.Issuer(name, file.toUri().toString(), "carnet", kind);
    }

    private static ECKey key(Curve curve, String kid) {
        try {
            return new ECKeyGenerator(curve).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
