package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import java.util.Map;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code carnet.authorization.enabled=false}: tokens come from configured issuers alone, and no endpoint is left. */
class WithoutAuthorizationServerTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(Map.of("carnet.authorization.enabled", "false", "carnet.authorization.issuer", ""));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("No endpoint, no page, no document, no addresses in the capability statement")
    void nothingThere() {
        for (String path : new String[] {"/oauth2/authorize", "/oauth2/jwks", "/login", "/consent", "/consents", "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"}) {
            assertThat(server.api().get(null, server.root() + path).status()).as(path).isEqualTo(404);
        }
        assertThat(server.api().send("POST", null, server.root() + "/oauth2/token", new byte[0], Map.of()).status()).isEqualTo(404);
        assertThat(server.api().get(null, "/.well-known/smart-configuration").status()).isIn(401, 404);
        assertThat(server.api().get(null, "/metadata").as(CapabilityStatement.class).getRestFirstRep().getSecurity().getExtension()).isEmpty();
    }

    @Test
    @DisplayName("The FHIR endpoint works with tokens of configured issuers")
    void fhirWorks() {
        Records.Opened record = server.records().adult();
        assertThat(server.api().get(server.tokens().holder(record.id()), "/Patient/" + record.id()).status()).isEqualTo(200);
    }
}
