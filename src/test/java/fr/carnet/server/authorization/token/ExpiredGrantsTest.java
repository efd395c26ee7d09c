package fr.carnet.server.authorization.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.Person;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is past its time is taken away, and nothing else. */
class ExpiredGrantsTest {

    private final TestServer server = TestServer.running();
    private final ExpiredGrants job = server.bean(ExpiredGrants.class);
    private final Pairings pairings = server.bean(Pairings.class);

    @Test
    @DisplayName("A launch that nobody finished goes after an hour, a grant when its last token has expired; its pairing has ended, and revocations of expired tokens go")
    void past() {
        Person unfinished = Person.of(server);
        new Launch(server).loggedIn(unfinished);
        Person online = Person.of(server);
        String ending = pairing(new Launch(server).with("scope", "launch/patient patient/Observation.rs").tokens(online));
        Person offline = Person.of(server);
        String lasting = pairing(new Launch(server).tokens(offline));
        server.database().sql("insert into carnet.revoked_token (jti, expires) values ('past', now() + interval '1 hour'), ('lasting', now() + interval '3 hours') on conflict do nothing").update();
        job.run();
        assertThat(grants(unfinished)).isEqualTo(1);
        assertThat(grants(online)).isEqualTo(1);
        try (TestClock.Moved later = server.clock().moved(Duration.ofMinutes(121))) {
            job.run();
        }
        assertThat(grants(unfinished)).isZero();
        assertThat(grants(online)).isZero();
        assertThat(grants(offline)).isEqualTo(1);
        assertThat(pairings.find(ending).orElseThrow().endReason()).contains("expired");
        assertThat(pairings.find(lasting).orElseThrow().isLive()).isTrue();
        assertThat(server.database().sql("select jti from carnet.revoked_token where jti in ('past', 'lasting')").query(String.class).list()).containsExactly("lasting");
    }

    private static String pairing(JsonNode tokens) {
        return Launch.claims(tokens.path("access_token").asText()).path("pairing").asText();
    }

    private long grants(Person person) {
        return server.database().sql("select count(*) from carnet.oauth2_authorization where principal_name = ?").param(person.account()).query(Long.class).single();
    }
}
