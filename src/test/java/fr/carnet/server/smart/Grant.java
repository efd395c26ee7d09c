package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.server.support.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * What an app holds after a token request that succeeded.
 *
 * @param app    the app
 * @param answer the token response
 */
record Grant(SmartApp app, OAuth.Answer answer) {

    /** @return the grant that this token request gives */
    static Grant of(SmartApp app, Parameters request) {
        OAuth.Answer answer = new OAuth(app.server()).token(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new Grant(app, answer);
    }

    String accessToken() {
        return answer.text("access_token");
    }

    String refreshToken() {
        return answer.text("refresh_token");
    }

    String patient() {
        return answer.text("patient");
    }

    /** @return the scopes granted */
    Set<String> scopes() {
        return Set.of(answer.text("scope").split(" "));
    }

    /** @return the next grant, by the refresh token */
    Grant refreshed() {
        return of(app, app.refresh(refreshToken()));
    }

    /** A request with a resource as JSON. */
    Reply send(String method, String path, IBaseResource resource, String purpose) {
        return app.server().api().send(method, accessToken(), path, json(resource), Map.of("Code-Finalite", purpose, "Content-Type", "application/fhir+json"));
    }

    static byte[] json(IBaseResource resource) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8);
    }

    /** A GET with the access token. */
    Reply get(String path, String purpose) {
        return app.server().api().get(accessToken(), path, Map.of("Code-Finalite", purpose));
    }
}
