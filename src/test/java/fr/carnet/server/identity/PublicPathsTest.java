package fr.carnet.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jose.JWSAlgorithm;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API 1: conformance, terminology and the catalogue of apps are anybody's; a token sent along is not even looked at, and nothing else hides behind those paths. */
class PublicPathsTest {

    private final TestServer server = TestServer.instance();

    @ParameterizedTest
    @ValueSource(strings = {"/metadata", "/CodeSystem/carnet-issue", "/CodeSystem?url=https://carnet.example.org/fhir/CodeSystem/carnet-issue",
        "/ValueSet/document-type", "/SearchParameter/documentreference-type", "/Endpoint?status=active", "/Organization?name=x"})
    @DisplayName("API 1: served without a token, with a bad one and with an expired one")
    void anybody(String path) {
        JWTClaimsSet claims = server.tokens().standard("pro-sante-connect", Forge.doctor()).expirationTime(Date.from(TestClock.START.minusSeconds(3600))).build();
        String expired = server.tokens().sign(Forge.header(JWSAlgorithm.ES256, "ec-1"), claims);
        for (String token : new String[] {null, "garbage", expired, server.tokens().doctor("810000000011")}) {
            assertThat(Call.get(token, path).send().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fhir/DocumentReference/..;/CodeSystem/carnet-issue", "/fhir/metadata/..;/DocumentReference?patient=x",
        "/fhir/CodeSystem/../DocumentReference?patient=x", "/fhir/CodeSystem/%2e%2e/DocumentReference?patient=x", "/fhir/CodeSystem;/..;/Patient/x",
        "/fhir/Endpoint/..;/Observation?patient=x", "/fhir/Organization/../Device?patient=x", "/fhir//DocumentReference?patient=x", "/fhir/%2F/DocumentReference?patient=x", "/fhir/CodeSystem%2f..%2fPatient/x", "/fhir/DocumentReference;/metadata?patient=x"})
    @DisplayName("API 1: no spelling of a path makes a record public, or its request untraced")
    void noWayAround(String path) {
        long traces = Rows.traces();
        int status = Wire.send("GET " + path, List.of(), Wire.Body.NONE).status();
        assertThat(status).isIn(400, 401, 404, 405);
        if (status == 401) {
            assertThat(Rows.traces()).isGreaterThan(traces);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    @DisplayName("API 1: public is for reading")
    void readingOnly(String method) {
        Call call = new Call(method, null, "/CodeSystem/carnet-issue", "{\"resourceType\":\"CodeSystem\"}".getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/fhir+json"));
        assertThat(call.send().status()).isEqualTo(401);
    }
}
