package fr.carnet.server.conformance.capability;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.EndpointSettings;
import fr.carnet.server.config.OAuthSettings;
import fr.carnet.server.conformance.Catalogue;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.Extension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.info.BuildProperties;

/** SMART App Launch, extension oauth-uris: the operator's addresses, and none that nobody configured. */
class OAuthUrisTest {

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("What is configured is told, by its name; what is empty is not")
    void configured() {
        List<Extension> told = extensions(new OAuthSettings("https://sso.example.org/authorize", "https://sso.example.org/token", "", null, null, null));
        assertThat(told).singleElement().matches(uris -> uris.getUrl().endsWith("/oauth-uris"));
        assertThat(told.get(0).getExtension().stream().map(uri -> uri.getUrl() + " " + uri.getValue().primitiveValue()))
                .containsExactly("authorize https://sso.example.org/authorize", "token https://sso.example.org/token");
    }

    @Test
    @DisplayName("Without any the extension is not there")
    void none() {
        assertThat(extensions(new OAuthSettings(null, "", null, null, null, null))).isEmpty();
    }

    @Test
    @DisplayName("The embedded authorization server's endpoints are told, save those that are configured otherwise")
    void embedded() {
        AuthorizationSettings embedded = new AuthorizationSettings(true, "https://carnet.example.org/", Duration.ofHours(1), Duration.ofDays(180), Duration.ofHours(1));
        List<Extension> told = extensions(new OAuthSettings(null, "https://sso.example.org/token", "", null, null, null), embedded);
        assertThat(told.get(0).getExtension().stream().map(uri -> uri.getUrl() + " " + uri.getValue().primitiveValue())).containsExactly(
                "authorize https://carnet.example.org/oauth2/authorize", "token https://sso.example.org/token", "manage https://carnet.example.org/consents",
                "introspect https://carnet.example.org/oauth2/introspect", "revoke https://carnet.example.org/oauth2/revoke");
    }

    private List<Extension> extensions(OAuthSettings settings) {
        return extensions(settings, new AuthorizationSettings(false, "", Duration.ofHours(1), Duration.ofDays(180), Duration.ofHours(1)));
    }

    private List<Extension> extensions(OAuthSettings settings, AuthorizationSettings embedded) {
        CapabilityBuilder builder = new CapabilityBuilder(server.bean(AllowList.class), server.bean(ResourceCapability.class), server.bean(Catalogue.class),
                server.bean(SurfaceTexts.class), server.bean(EndpointSettings.class), settings, embedded, server.bean(BuildProperties.class));
        return builder.statement(Locale.FRENCH).getRestFirstRep().getSecurity().getExtension();
    }
}
