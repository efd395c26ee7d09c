package fr.carnet.server.authorization.client;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.OAuthCalls;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SMART backend services: software of a structure, by itself. */
class BackendServiceTest {

    private final TestServer server = TestServer.running();
    private final OAuthCalls calls = new OAuthCalls(server);

    @Test
    @DisplayName("SMART backend services: a bearer token of 300 s at most for the scopes asked, no refresh token, nothing to be cached")
    void token() {
        Reply reply = calls.backend(calls.assertion(OAuthClients.STRUCTURE).text());
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        Map<String, Object> body = OAuthCalls.json(reply);
        assertThat(body).containsEntry("token_type", "Bearer").containsEntry("scope", "system/DocumentReference.c").doesNotContainKeys("refresh_token", "id_token");
        assertThat((Integer) body.get("expires_in")).isPositive().isLessThanOrEqualTo(300);
        assertThat(reply.header("Cache-Control")).contains("no-store");
    }

    @Test
    @DisplayName("API 2: with it the structure deposits a document; it is recorded as deposited by that structure, and may not be read back by it")
    void deposit() {
        Records.Opened record = server.records().adult();
        String token = calls.structureToken();
        Reply deposited = server.api().post(token, "/DocumentReference", Documents.simplified(record, "11488-4"));
        assertThat(deposited.status()).as(deposited.text()).isEqualTo(201);
        assertThat(server.database().sql("select author from carnet.record_depositor where patient_id = ?").param(record.id()).query(String.class).list())
                .anyMatch(depositor -> depositor.contains(OAuthClients.STRUCTURE_ID));
        assertThat(server.api().post(token, "/Patient/$open", Records.patient(Records.nextIns(), LocalDate.of(1980, 1, 1))).status()).isEqualTo(403);
        assertThat(server.api().get(token, "/Observation?" + record.byIdentifier()).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("RFC 7009: revoked, it is refused at the very next FHIR request; ended, too")
    void revoked() {
        Records.Opened record = server.records().adult();
        String token = calls.structureToken();
        assertThat(deposited(token, record)).isEqualTo(201);
        Reply revoked = calls.post("/oauth2/revoke", Map.of("token", token, "client_assertion_type", OAuthCalls.JWT_BEARER,
                "client_assertion", calls.assertion(OAuthClients.STRUCTURE).text()), Map.of());
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(deposited(token, record)).isEqualTo(401);
        String ended = calls.structureToken();
        try (var later = server.clock().moved(Duration.ofSeconds(331))) {
            assertThat(deposited(ended, record)).isEqualTo(401);
        }
        assertThat(deposited(ended, record)).isEqualTo(201);
    }

    private int deposited(String token, Records.Opened record) {
        return server.api().post(token, "/DocumentReference", Documents.simplified(record, "11488-4")).status();
    }

    @ParameterizedTest
    @CsvSource({
        "dpi-hopital, client_credentials, system/Observation.r, 400, invalid_scope",
        "dpi-hopital, client_credentials, patient/*.cruds,      400, invalid_scope",
        "dpi-hopital, client_credentials, '',                   400, invalid_scope",
        "labo,        client_credentials, system/*.c,           400, invalid_scope",
        "dpi-hopital, password,           system/DocumentReference.c, 400, unsupported_grant_type",
        "dpi-hopital, '',                 system/DocumentReference.c, 400, invalid_request",
        "rendez-vous, client_credentials, patient/*.cruds,      400, unauthorized_client",
        "logiciel-medecin, client_credentials, system/DocumentReference.c, 400, unauthorized_client"})
    @DisplayName("RFC 6749, 5.2: scopes not granted beforehand, other grants and other kinds of client are refused, each with its error")
    void refused(String client, String grant, String scope, int status, String error) {
        Map<String, String> form = new HashMap<>(Map.of("client_assertion_type", OAuthCalls.JWT_BEARER, "client_assertion", calls.assertion(client).text()));
        if (!grant.isEmpty()) {
            form.put("grant_type", grant);
        }
        if (!scope.isEmpty()) {
            form.put("scope", scope);
        }
        Reply reply = calls.post("/oauth2/token", form, Map.of());
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(OAuthCalls.json(reply)).containsEntry("error", error);
    }
}
