package fr.carnet.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestIssuers;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** API 2: a well-signed token still has to come from a known issuer, be meant for this server, and be of today. */
class TokenClaimsTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final String CNF = "cnf";

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @DisplayName("API 2: bad claims are answered like no token")
    void badClaims(String what, UnaryOperator<JWTClaimsSet.Builder> bend) {
        String token = SERVER.tokens().sign(Forge.header(JWSAlgorithm.ES256, "ec-1"), bend.apply(good()).build());
        assertThat(Seen.of(Call.get(token, "/Patient").send())).isEqualTo(Seen.of(Call.get(null, "/Patient").send()));
        Refusals.assertWellFormed(Call.get(token, "/Patient").send(), 401, "unauthenticated");
    }

    static Stream<Arguments> badClaims() {
        return Stream.of(
                bad("audience of another server", claims -> claims.audience("https://another.example.org/fhir")),
                bad("audience with a slash more", claims -> claims.audience(TestIssuers.AUDIENCE + "/")),
                bad("no audience", claims -> claims.audience((String) null)),
                bad("unknown issuer", claims -> claims.issuer("https://issuer.example.org/pro-sante-connect")),
                bad("issuer with a slash more", claims -> claims.issuer(TestIssuers.issuer("pro-sante-connect") + "/")),
                bad("no issuer", claims -> claims.issuer(null)),
                bad("no expiry", claims -> claims.expirationTime(null)),
                bad("bound to a certificate, none presented", claims -> claims.claim(CNF, Map.of("x5t#S256", "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0"))),
                bad("bound to a DPoP key", claims -> claims.claim(CNF, Map.of("jkt", "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0"))),
                bad("bound to nothing readable", claims -> claims.claim(CNF, "x")));
    }

    @Test
    @DisplayName("API 2: an audience among several is enough")
    void severalAudiences() {
        JWTClaimsSet claims = good().audience(List.of("https://another.example.org/fhir", TestIssuers.AUDIENCE)).build();
        assertThat(status(claims)).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0} s after exp: {1}")
    @CsvSource({"-1, 400", "29, 400", "31, 401", "3600, 401"})
    @DisplayName("API 2: exp is honoured with 30 s of skew")
    void expiry(int late, int status) {
        JWTClaimsSet claims = good().expirationTime(Date.from(TestClock.START.plusSeconds(60))).build();
        try (TestClock.Moved moved = SERVER.clock().moved(Duration.ofSeconds(60L + late))) {
            assertThat(status(claims)).isEqualTo(status);
        }
    }

    @ParameterizedTest(name = "{0} s before nbf: {1}")
    @CsvSource({"-1, 400", "29, 400", "31, 401"})
    @DisplayName("API 2: nbf is honoured with 30 s of skew")
    void notBefore(int early, int status) {
        assertThat(status(good().notBeforeTime(Date.from(TestClock.START.plusSeconds(early))).build())).isEqualTo(status);
    }

    /** Believed, the request goes on to be refused for the patient it does not name. */
    private static int status(JWTClaimsSet claims) {
        return Call.get(SERVER.tokens().sign(Forge.header(JWSAlgorithm.ES256, "ec-1"), claims), "/DocumentReference").send().status();
    }

    private static JWTClaimsSet.Builder good() {
        return SERVER.tokens().standard("pro-sante-connect", Forge.doctor());
    }

    private static Arguments bad(String what, UnaryOperator<JWTClaimsSet.Builder> bend) {
        return arguments(what, bend);
    }
}
