package fr.carnet.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.TestIssuers;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API 2: what a good token may look like. */
class AcceptedTokenTest {

    private final TestServer server = TestServer.instance();
    private final TestIssuers issuers = server.issuers();
    private final Records.Opened record = server.records().adult();
    private final JWTClaimsSet holder = server.tokens().standard("smart", Map.of("sub", "s", "client_id", TestIssuers.FIRST_PARTY,
            "patient", record.id(), "fhirUser", "Patient/" + record.id(), "scope", "patient/*.rs")).build();

    @ParameterizedTest(name = "{0} by key {1}")
    @CsvSource({"RS256, rsa-1", "RS384, rsa-1", "PS256, rsa-1", "ES256, ec-1"})
    @DisplayName("API 2: RS256, RS384, PS256 and ES256 are accepted where the issuer has such a key")
    void algorithms(String algorithm, String kid) throws JOSEException {
        JWSSigner signer = kid.startsWith("rsa") ? new RSASSASigner(issuers.rsaKey()) : new ECDSASigner(issuers.ecKey());
        assertThat(search(Forge.signed(Forge.header(JWSAlgorithm.parse(algorithm), kid), holder, signer))).isEqualTo(200);
    }

    @ParameterizedTest(name = "typ {0}")
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT"})
    @DisplayName("RFC 9068: typ JWT and at+jwt are accepted, in any case, and so is none")
    void types(String type) {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1");
        assertThat(search(server.tokens().sign(header.build(), holder))).isEqualTo(200);
        assertThat(search(server.tokens().sign(header.type(new JOSEObjectType(type)).build(), holder))).isEqualTo(200);
    }

    @Test
    @DisplayName("RFC 6750: the scheme's name is not case-sensitive; another scheme is no token")
    void scheme() {
        String token = server.tokens().holder(record.id());
        String path = "/DocumentReference?patient=" + record.id();
        assertThat(Call.get(null, path).with("Authorization", "bearer " + token).send().status()).isEqualTo(200);
        Refusals.assertWellFormed(Call.get(null, path).with("Authorization", "Basic " + token).send(), 401, "unauthenticated");
        Refusals.assertWellFormed(Call.get(null, path).with("Authorization", token).send(), 401, "unauthenticated");
        Refusals.assertWellFormed(Call.get(null, path).with("Authorization", "Bearer").send(), 401, "unauthenticated");
    }

    @Test
    @DisplayName("A professional with sixty exercices has a token of 12 kB, and is heard")
    void longToken() {
        List<Map<String, Object>> exercises = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            exercises.add(Tokens.exercise("10", "SM54", null));
            exercises.get(i).put("codeCategorieProfessionnelle", "C" + i);
        }
        Map<String, Object> claims = Tokens.professionalClaims("810000000011", exercises);
        claims.put("situation_exercice", "10C7");
        String token = server.tokens().sign("pro-sante-connect", claims);
        assertThat(token.length()).isBetween(8_200, 16_000);
        server.records().authorised(record, server.tokens().doctor("810000000011"), "810000000011");
        assertThat(search(token)).isEqualTo(200);
    }

    private int search(String token) {
        return Call.get(token, "/DocumentReference?patient=" + record.id()).send().status();
    }
}
