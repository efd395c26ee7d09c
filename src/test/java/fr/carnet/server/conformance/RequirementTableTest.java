package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fr.carnet.conformance.Requirements;
import fr.carnet.conformance.Requirements.Requirement;
import fr.carnet.server.support.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.hl7.fhir.r4.model.TestReport.TestReportActionResult;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherFactory;

/** Table and tests of the conformance kit agree, and each requirement can fail: servers that answer everything alike do not get through. */
class RequirementTableTest {

    private static final String EMPTY = "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":0}";
    private static final String REFUSAL = "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"forbidden\",\"details\":{\"coding\":[{\"code\":\"refused\"}],\"text\":\"Non.\"}}]}";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("Each requirement has one test, tagged with its id and its transaction, and each test has one requirement")
    void tableAndTests() {
        List<String> tested = new ArrayList<>();
        TestPlan plan = LauncherFactory.create().discover(KitRun.kit().build());
        plan.getRoots().stream().flatMap(root -> plan.getDescendants(root).stream()).filter(TestIdentifier::isTest).forEach(test -> {
            List<String> tags = test.getTags().stream().map(TestTag::getName).toList();
            List<String> ids = tags.stream().filter(Requirements.all()::containsKey).toList();
            assertThat(ids).as(test.getUniqueId()).hasSize(1);
            assertThat(tags).as(test.getUniqueId()).containsExactlyInAnyOrder(ids.get(0), Requirements.all().get(ids.get(0)).transaction());
            tested.addAll(ids);
        });
        assertThat(tested).containsExactlyInAnyOrderElementsOf(Requirements.all().keySet());
    }

    @Test
    @DisplayName("Each requirement is said in French and in English, with its source, and its transaction is no id")
    void texts() {
        assertThat(Requirements.all().values()).hasSizeGreaterThan(60).allSatisfy(requirement -> {
            assertThat(List.of(requirement.fr(), requirement.en(), requirement.source())).as(requirement.id()).noneMatch(String::isBlank);
            assertThat(requirement.fr()).isNotEqualTo(requirement.en());
        });
        assertThat(Requirements.all().values().stream().map(Requirement::transaction)).doesNotContainAnyElementsOf(Requirements.all().keySet());
    }

    @Test
    @DisplayName("A server that finds nothing and accepts everything, and one that refuses everything: each requirement fails against one of them")
    void eachCanFail() throws IOException {
        List<String> neverFailed = passedBy(200, EMPTY);
        assertThat(neverFailed).as("what an empty searchset is right for").containsExactlyInAnyOrder("TD0.2-03", "TD3.1b-02");
        assertThat(passedBy(403, REFUSAL, neverFailed.toArray(String[]::new))).isEmpty();
    }

    @Test
    @DisplayName("Nobody answers: everything fails, and says why")
    void noServer() throws IOException {
        KitRun run = KitRun.of(folder, "http://127.0.0.1:" + Ports.free() + "/fhir", settings(), "ITI-105");
        assertThat(run.with(TestReportActionResult.FAIL)).hasSize(11);
        assertThat(run.messages()).contains("TD2-01: no answer from the server under test");
    }

    private List<String> passedBy(int status, String body, String... tags) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, status, body));
        server.start();
        try {
            KitRun run = KitRun.of(folder, "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir", settings(), tags);
            assertThat(run.with(TestReportActionResult.SKIP)).hasSize(tags.length == 0 ? 0 : Requirements.all().size() - tags.length);
            return run.with(TestReportActionResult.PASS);
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/fhir+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** The demo's settings, with tokens that nobody fetches. */
    private static Properties settings() throws IOException {
        Properties settings = new Properties();
        try (InputStream demo = RequirementTableTest.class.getResourceAsStream("/conformance/demo.properties")) {
            settings.load(demo);
        }
        settings.replaceAll((key, value) -> key.toString().startsWith("token.") ? "header.claims.signature" : value);
        return settings;
    }
}
