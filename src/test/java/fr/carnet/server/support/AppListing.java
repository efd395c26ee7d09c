package fr.carnet.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.hapi.Canonical;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UrlType;

/**
 * A confidential app as the catalogue takes it in: the sample entry with a client of its own.
 *
 * @param n              last number of its OID
 * @param clientId       its OAuth client
 * @param authentication how it proves who it is
 * @param proof          name of the element that says by what
 * @param value          by what
 * @param online         whether it is EN_LIGNE, else HORS_LIGNE
 */
public record AppListing(int n, String clientId, String authentication, String proof, String value, boolean online) {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String SCOPES = "openid fhirUser launch/patient offline_access patient/Observation.rs patient/DocumentReference.rs";

    /** @return the same, offline */
    public AppListing offline() {
        return new AppListing(n, clientId, authentication, proof, value, false);
    }

    /** Puts it into the catalogue of a server, or changes what stands there. */
    public void enter(TestServer server) {
        Reply entered = server.api().post(server.tokens().catalogue(), "/Endpoint/$referencer", bundle(this));
        assertThat(entered.status()).as(entered.text()).isEqualTo(200);
    }

    /** @return apps as one collection for the catalogue, their editor first */
    static String bundle(AppListing... apps) {
        Bundle all = sample(0);
        all.getEntry().subList(1, all.getEntry().size()).clear();
        Stream.of(apps).forEach(app -> all.addEntry().setResource(app.endpoint()));
        return FHIR.newJsonParser().encodeResourceToString(all);
    }

    private Endpoint endpoint() {
        Endpoint app = (Endpoint) sample(n).getEntry().get(1).getResource();
        Extension client = app.getExtensionByUrl(Canonical.APP_CLIENT);
        client.setExtension(new ArrayList<>(List.of(part("clientId", new StringType(clientId)), part("authentication", new CodeType(authentication)),
                part("redirectUri", new UrlType(OAuthClients.REDIRECT)), part("redirectUri", new UrlType(OAuthClients.OTHER_REDIRECT)),
                part(proof, new StringType(value)), part("scope", new StringType(SCOPES)))));
        if (!online) {
            app.setStatus(Endpoint.EndpointStatus.OFF);
            app.getStatusElement().getExtensionByUrl(Canonical.APP_STATUS).setValue(new CodeType("HORS_LIGNE"));
        }
        return app;
    }

    private static Extension part(String url, Type value) {
        return new Extension(url, value);
    }

    private static Bundle sample(int n) {
        try {
            String text = Files.readString(Path.of("src/test/resources/spec/catalogue-sample.json"), StandardCharsets.UTF_8);
            return FHIR.newJsonParser().parseResource(Bundle.class, text.replace("{n}", Integer.toString(n)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
