package fr.carnet.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.config.SecuritySettings;
import fr.carnet.server.support.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.mock.web.MockHttpServletRequest;

/** API 2: a signature found good is not computed again; whatever can change since binds the next request. */
class BelievedTokensTest {

    private static final Duration LIFETIME = Duration.ofMinutes(4);

    private final TestClock clock = new TestClock();
    private final List<JWK> keys = new ArrayList<>();
    private final AtomicBoolean live = new AtomicBoolean(true);
    private final AtomicBoolean reachable = new AtomicBoolean(true);
    private final AtomicInteger asked = new AtomicInteger();
    private final BelievedTokens remembered = new BelievedTokens();
    private ECKey key;
    private String token;
    private TokenReader tokens;

    @BeforeEach
    void aTokenBelieved() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        keys.add(key.toPublicJWK());
        OwnIssuer own = new OwnIssuer("https://own.test", "carnet", "carnet_kind", "pages", (selector, context) -> {
            asked.incrementAndGet();
            if (!reachable.get()) {
                throw new KeySourceException("out of reach");
            }
            return selector.select(new JWKSet(List.copyOf(keys)));
        }, claims -> live.get());
        SecuritySettings settings = new SecuritySettings(List.of(), Set.of());
        tokens = new TokenReader(settings, new StaticListableBeanFactory().getBeanProvider(AdditionalIssuer.class),
                new StaticListableBeanFactory(Map.of("own", own)).getBeanProvider(OwnIssuer.class), new IssuerKeys(new DefaultResourceLoader()), clock, remembered,
                new CertificateBinding(), new ProfessionalClaims(), new SubjectClaims(settings));
        token = signed(key, claims().build());
        assertThat(read(token)).isEqualTo(new Caller.Holder("p1"));
    }

    @Test
    @DisplayName("The next request finds the signature good without computing it: it asks for the keys once, not twice")
    void remembered() {
        assertThat(remembered.find(token)).isPresent();
        int before = asked.get();
        assertThat(read(token)).isEqualTo(new Caller.Holder("p1"));
        assertThat(asked.get() - before).isEqualTo(1);
    }

    @Test
    @DisplayName("A key that its issuer has withdrawn, or replaced under the same id, signs nothing at the next request")
    void keysOfTheIssuer() throws JOSEException {
        JWK published = keys.remove(0);
        assertRefused(() -> read(token));
        keys.add(new ECKeyGenerator(Curve.P_256).keyID("k1").generate().toPublicJWK());
        assertRefused(() -> read(token));
        keys.set(0, published);
        assertThat(read(token)).isEqualTo(new Caller.Holder("p1"));
    }

    @Test
    @DisplayName("Keys that cannot be had now open nothing, remembered or not")
    void keysOutOfReach() {
        reachable.set(false);
        assertRefused(() -> read(token));
    }

    @Test
    @DisplayName("It is worth nothing from the instant at which it expires, 30 seconds of skew included")
    void expiry() {
        try (TestClock.Moved inTime = clock.moved(LIFETIME.plusSeconds(29))) {
            assertThat(read(token)).isEqualTo(new Caller.Holder("p1"));
        }
        try (TestClock.Moved late = clock.moved(LIFETIME.plusSeconds(31))) {
            assertRefused(() -> read(token));
        }
    }

    @Test
    @DisplayName("What was ended or revoked is refused at the next request")
    void liveness() {
        live.set(false);
        assertRefused(() -> read(token));
        live.set(true);
        assertThat(read(token)).isEqualTo(new Caller.Holder("p1"));
    }

    @Test
    @DisplayName("A token bound to a certificate is not worth more for having been shown with it")
    void binding() {
        String bound = signed(key, claims().claim("cnf", Map.of("x5t#S256", "AAAA")).build());
        assertRefused(() -> read(bound));
        assertThat(remembered.find(bound)).as("its signature is good").isPresent();
        assertRefused(() -> read(bound));
    }

    @Test
    @DisplayName("The same claims under another signature are another token, and nothing is remembered of one that is not believed")
    void anotherSignature() throws JOSEException {
        String forged = signed(new ECKeyGenerator(Curve.P_256).keyID("k1").generate(), claims().build());
        String unsigned = token.substring(0, token.lastIndexOf('.') + 1) + forged.substring(forged.lastIndexOf('.') + 1);
        for (String other : List.of(forged, unsigned, token + "A", token.substring(0, token.length() - 2))) {
            assertRefused(() -> read(other));
            assertRefused(() -> read(other));
            assertThat(remembered.find(other)).isEmpty();
        }
    }

    private Caller read(String sent) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Authorization", "Bearer " + sent);
        return tokens.read(request).caller();
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer("https://own.test").audience("carnet").subject("somebody").claim("carnet_kind", "smart").claim("client_id", "pages")
                .claim("patient", "p1").claim("fhirUser", "Patient/p1").expirationTime(Date.from(TestClock.START.plus(LIFETIME)));
    }

    private static String signed(ECKey by, JWTClaimsSet claims) {
        try {
            return Forge.signed(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(by.getKeyID()).type(new JOSEObjectType("at+jwt")).build(), claims, new ECDSASigner(by));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.answer()).isEqualTo(Answer.UNAUTHENTICATED));
    }
}
