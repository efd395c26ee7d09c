package fr.carnet.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.server.CarnetServer;
import fr.carnet.server.support.Api;
import fr.carnet.server.support.Ports;
import fr.carnet.server.support.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** The default run: own database, own issuer, sample people; kept over a restart, not ready before it can apply the rules. */
class DemoTest {

    private static final String SEARCH = "/DocumentReference?patient.identifier=urn:oid:1.2.250.1.213.1.4.11%7C280019912345641&status=current";

    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");

    @TempDir
    private Path directory;

    private final int port = Ports.free();
    private final Api api = new Api("http://127.0.0.1:" + port + "/fhir");
    private final AtomicInteger beforeReady = new AtomicInteger();

    @Test
    @DisplayName("The demo starts from nothing, answers 503 until it is ready, serves its people, and keeps its data over a restart")
    void startsServesAndKeeps() throws Exception {
        String token;
        try (ConfigurableApplicationContext first = start()) {
            assertThat(beforeReady).hasValue(503);
            token = token("medecin");
            assertThat(api.get(token, SEARCH).bundle().getTotal()).isEqualTo(3);
            assertThat(api.get(token("infirmier"), SEARCH).bundle().getTotal()).isEqualTo(2);
            assertThat(api.get(token("medecin-inconnu"), SEARCH).status()).isEqualTo(403);
            assertThat(api.get(token("mere"), SEARCH.replace("280019912345641", "115069912345757")).bundle().getTotal()).isEqualTo(1);
            assertThat(api.get(null, "http://127.0.0.1:" + port + "/demo/token?as=nobody").status()).isEqualTo(404);
            assertThat(api.get(null, "/api-docs").text()).contains("\"openapi\" : \"3.0.3\"");
            assertThat(api.get(null, "/swagger-ui/").text()).contains("swagger-ui-bundle.js");
            assertThat(api.get(null, "http://127.0.0.1:" + port + "/").text()).contains("Carnet");
            Reply deposited = api.post(token, "/DocumentReference", Files.readString(Path.of("ig/DocumentReference-example-iti105.json")));
            assertThat(deposited.status()).as(deposited.text()).isEqualTo(201);
            measureOfAnApp();
            exchangeOfProfessionalSoftware();
            catalogue();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("demo-signing-key.json")))).isEqualTo("rw-------");
        try (ConfigurableApplicationContext second = start("--carnet.endpoint.open-api=false")) {
            assertThat(api.get(token, SEARCH).bundle().getTotal()).as("the old token and the deposit survive, the population is not made twice").isEqualTo(4);
            for (String path : List.of("/api-docs", "/swagger-ui/", "/swagger-ui/swagger-ui.css")) {
                assertThat(api.get(null, path).status()).as("documentation that is off").isIn(404, 405);
            }
        }
    }

    /** The README's walk, app: refused, consented to, writes, reads. */
    private void measureOfAnApp() throws IOException {
        String app = token("glucometre");
        Map<String, String> purpose = Map.of("Code-Finalite", "SUIVI-GLYCEMIE", "Content-Type", "application/fhir+json");
        byte[] measure = Files.readAllBytes(Path.of("ig/Observation-example-glycemie.json"));
        assertThat(api.send("POST", app, "/Observation", measure, purpose).status()).isEqualTo(403);
        assertThat(api.post(token("patient"), "/Consent", Files.readString(Path.of("ig/Consent-example-finalite.json"))).status()).isEqualTo(201);
        Reply written = api.send("POST", app, "/Observation", measure, purpose);
        assertThat(written.status()).as(written.text()).isEqualTo(201);
        assertThat(api.get(app, SEARCH.replace("DocumentReference", "Observation").replace("&status=current", ""), purpose).ids()).containsExactly(written.createdId());
    }

    /** The README's walk, catalogue: four apps, public; suspended by the desk they do nothing more, entered again they act. */
    private void catalogue() throws IOException {
        assertThat(api.get(null, "/Endpoint?status=active").bundle().getTotal()).isEqualTo(4);
        String file = Files.readString(Path.of("src/main/resources/demo/catalogue.json"));
        Map<String, String> personas = Map.of("glucometre", "SUIVI-GLYCEMIE", "rendez-vous", "PRISE-RENDEZ-VOUS", "portail-hopital", "LECTURE-DOCUMENTS", "bien-etre", "OBJECTIF-PAS");
        personas.forEach((persona, purpose) -> assertThat(file).contains("\"demo-" + persona + "\"").contains("\"" + purpose + "\""));
        Map<String, String> purpose = Map.of("Code-Finalite", "SUIVI-GLYCEMIE");
        String search = SEARCH.replace("DocumentReference", "Observation").replace("&status=current", "");
        String suspended = file.replace("\"status\": \"active\"", "\"status\": \"suspended\"").replace("\"EN_LIGNE\"", "\"SUSPENDUE\"");
        assertThat(api.post(token("support"), "/Endpoint/$referencer", suspended).status()).isEqualTo(403);
        assertThat(api.post(token("referencement"), "/Endpoint/$referencer", suspended).status()).isEqualTo(200);
        assertThat(api.get(token("glucometre"), search, purpose).status()).isEqualTo(403);
        assertThat(api.post(token("referencement"), "/Endpoint/$referencer", file).status()).isEqualTo(200);
        assertThat(api.get(token("glucometre"), search, purpose).status()).isEqualTo(200);
    }

    /** The README's walk, professional software: the demo's Pro Santé Connect token is exchanged, under one exercice only. */
    private void exchangeOfProfessionalSoftware() throws IOException {
        Reply exchanged = exchange("medecin");
        assertThat(exchanged.status()).as(exchanged.text()).isEqualTo(200);
        String token = new ObjectMapper().readTree(exchanged.text()).get("access_token").asText();
        assertThat(api.get(token, SEARCH).bundle().getTotal()).isEqualTo(4);
        assertThat(exchange("deux-exercices").status()).isEqualTo(400);
        assertThat(api.get(null, root() + "/demo/psc/token?as=patient").status()).isEqualTo(404);
        assertThat(api.get(null, root() + "/demo/psc/userinfo").status()).isEqualTo(401);
        assertThat(api.send("POST", null, root() + "/demo/psc/introspect", "token=x".getBytes(StandardCharsets.UTF_8), FORM).status()).isEqualTo(401);
    }

    private Reply exchange(String persona) {
        String subject = api.get(null, root() + "/demo/psc/token?as=" + persona).text();
        Map<String, String> headers = new HashMap<>(FORM);
        headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString("demo-logiciel:demo-logiciel".getBytes(StandardCharsets.UTF_8)));
        return api.send("POST", null, root() + "/oauth2/token", ("grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=" + subject
                + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token&scope=dmp").getBytes(StandardCharsets.UTF_8), headers);
    }

    private String root() {
        return "http://127.0.0.1:" + port;
    }

    private ConfigurableApplicationContext start(String... more) {
        SpringApplication application = CarnetServer.application();
        // Started, not ready: the search parameters are loaded after this event.
        application.addListeners((ApplicationListener<ApplicationStartedEvent>) started -> beforeReady.set(api.get(null, "/metadata").status()));
        Stream<String> settings = Stream.of("--carnet.demo.directory=" + directory, "--server.port=" + port, "--management.server.port=" + Ports.free());
        return application.run(Stream.concat(settings, Stream.of(more)).toArray(String[]::new));
    }

    private String token(String persona) {
        return api.get(null, "http://127.0.0.1:" + port + "/demo/token?as=" + persona).text();
    }
}
