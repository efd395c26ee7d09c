package fr.carnet.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.server.config.EndpointSettings;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Makes the sample records at the first start, over HTTP and with the demo's tokens: the same calls that any software makes. */
@Component
@Profile("demo")
class DemoPopulation {

    private static final Logger LOG = LoggerFactory.getLogger(DemoPopulation.class);
    private static final MediaType FHIR = MediaType.parseMediaType("application/fhir+json;charset=utf-8");

    private final Personas personas;
    private final ObjectMapper json;
    private final EndpointSettings endpoint;
    private final RestClient http;

    DemoPopulation(Personas personas, ObjectMapper json, EndpointSettings endpoint, RestClient.Builder http) {
        this.personas = personas;
        this.json = json;
        this.endpoint = endpoint;
        this.http = http.build();
    }

    /** Fills an empty demo, then says how to begin. */
    @EventListener
    void populate(AvailabilityChangeEvent<ReadinessState> change) throws IOException {
        if (change.getState() != ReadinessState.ACCEPTING_TRAFFIC) {
            return;
        }
        try (InputStream file = new ClassPathResource("demo/population.json").getInputStream()) {
            for (JsonNode call : json.readTree(file)) {
                if (personas.hasRecord(call.path("unlessRecord").asText())) {
                    break;
                }
                post(call.get("as").asText(), call.get("path").asText(), call.get("body").toString());
            }
        }
        LOG.info(greeting());
    }

    private void post(String persona, String path, String body) {
        String token = personas.token(persona).orElseThrow(() -> new IllegalStateException("no token for the demo's " + persona));
        http.post().uri(endpoint.baseUrl() + path).header("Authorization", "Bearer " + token).contentType(FHIR).body(body).retrieve().toBodilessEntity();
    }

    private String greeting() {
        String root = endpoint.baseUrl().replaceAll("/fhir$", "");
        return """

                Carnet, démonstration. Base FHIR : %1$s   Swagger : %1$s/swagger-ui/
                Trois appels pour commencer (copier-coller) :
                  TOKEN=$(curl -s "%2$s/demo/token?as=medecin")
                  curl -s -H "Authorization: Bearer $TOKEN" "%1$s/DocumentReference?patient.identifier=%3$s|280019912345641&status=current&_pretty=true"
                  curl -s "%2$s/demo/personas"
                """.formatted(endpoint.baseUrl(), root, Personas.DEMO_SYSTEM);
    }
}
