package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.CapturedLog;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Wire;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Leak 54: guessing takes many requests: how many one caller makes is limited, and many refusals are reported. */
class RateLeakTest {

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("Leak 54: above its rate a caller gets 429 with Retry-After, traced, and nothing else; with time it is heard again; others are not held up")
    void leak54_rateOfOneCaller() {
        String limited = server.tokens().structure(TestServer.LIMITED_STRUCTURE);
        assertLimited(() -> Call.get(limited, "/DocumentReference/" + UUID.randomUUID()).send(), 404);
        assertThat(Call.get(server.tokens().structure("1990000559"), "/DocumentReference/" + UUID.randomUUID()).send().status()).as("another structure").isEqualTo(404);
        assertThat(Call.get(limited, "/metadata").send().status()).as("a public path, on the address's account").isEqualTo(200);
    }

    @Test
    @DisplayName("Leak 54: without a token that holds, the network address is the caller: 401, then 429; a good token from there is still heard")
    void leak54_rateOfOneAddress() {
        assertLimited(() -> fromLimitedAddress("/fhir/DocumentReference/" + UUID.randomUUID(), "x.y.z"), 401);
        assertThat(fromLimitedAddress("/fhir/metadata", "x.y.z").status()).as("public paths, too").isEqualTo(429);
        assertThat(fromLimitedAddress("/fhir/DocumentReference/" + UUID.randomUUID(), Twins.NURSE_TOKEN).status()).isEqualTo(404);
        assertThat(Call.get("x.y.z", "/DocumentReference/1").send().status()).as("another address").isEqualTo(401);
    }

    @Test
    @DisplayName("Leak 54: many answers 403 and 404 to one caller raise one ALERT a minute, which names the kind of caller and a request, and nobody")
    void leak54_alert() {
        String id = "810000002041";
        String guesser = server.tokens().doctor(id);
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < TestServer.ALERT_ABOVE; i++) {
                assertThat(Call.get(guesser, "/DocumentReference/" + UUID.randomUUID()).send().status()).isEqualTo(404);
            }
            assertThat(log.text()).doesNotContain("refused unusually often");
            for (int i = 0; i < 3; i++) {
                String request = "devine-" + i;
                assertThat(Call.get(guesser, "/DocumentReference?patient=" + UUID.randomUUID()).with("X-Request-Id", request).send().status()).isEqualTo(403);
            }
            List<String> alerts = log.text().lines().filter(line -> line.contains("refused unusually often")).distinct().toList();
            assertThat(alerts).isNotEmpty().allSatisfy(line -> assertThat(line).contains("professional", "devine-0").doesNotContain(id));
            assertThat(log.text()).doesNotContain("last in request devine-1");
            try (TestClock.Moved later = server.clock().moved(Duration.ofMinutes(2))) {
                for (int i = 0; i <= TestServer.ALERT_ABOVE; i++) {
                    Call.get(server.tokens().doctor(id), "/DocumentReference/" + UUID.randomUUID()).with("X-Request-Id", "encore-" + i).send();
                }
                assertThat(log.text()).as("told again in another minute").contains("last in request encore-" + TestServer.ALERT_ABOVE);
            }
        }
    }

    private void assertLimited(Supplier<Reply> request, int status) {
        for (int i = 0; i < TestServer.REQUESTS_PER_MINUTE; i++) {
            assertThat(request.get().status()).isEqualTo(status);
        }
        long traced = Rows.traces();
        Reply tooMany = request.get();
        Refusals.assertWellFormed(tooMany, 429, "too-many-requests");
        assertThat(tooMany.header("Retry-After")).isEqualTo("10");
        assertThat(Rows.traces()).isEqualTo(traced + 1);
        try (TestClock.Moved soon = server.clock().moved(Duration.ofSeconds(9))) {
            assertThat(request.get().header("Retry-After")).isEqualTo("1");
        }
        try (TestClock.Moved later = server.clock().moved(Duration.ofSeconds(10))) {
            assertThat(request.get().status()).isEqualTo(status);
            assertThat(request.get().status()).isEqualTo(429);
        }
    }

    private static Reply fromLimitedAddress(String target, String token) {
        return Wire.from(TestServer.LIMITED_ADDRESS, "GET " + target, List.of("Authorization: Bearer " + token));
    }
}
