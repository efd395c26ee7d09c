package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.Person;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;

/** A person and the glucose meter's app, connected by a launch, its purpose consented: what a call, the pairing and the history say then. */
record Connected(TestServer server, Person person, Launch launch, JsonNode tokens) {

    static Connected to(TestServer server) {
        return to(server, Person.of(server), new Launch(server));
    }

    static Connected to(TestServer server, Person person, Launch launch) {
        Reply consent = server.api().post(server.tokens().holder(person.record().id()), "/Consent", Apps.consent(person.record(), "GLYCEMIE"));
        assertThat(consent.status()).as(consent.text()).isEqualTo(201);
        return new Connected(server, person, launch, launch.tokens(person));
    }

    String access() {
        return tokens.path("access_token").asText();
    }

    String refresh() {
        return tokens.path("refresh_token").asText();
    }

    String pairing() {
        return Launch.claims(access()).path("pairing").asText();
    }

    /** @return the answer to a call of the app with its own token */
    Reply call() {
        return call(access());
    }

    Reply call(String token) {
        return server.api().get(token, "/Observation?patient=" + person.record().id(), Map.of("Code-Finalite", "GLYCEMIE"));
    }

    /** @return reason why the pairing ended, {@code null} while it lasts */
    String endReason() {
        return server.database().sql("select end_reason from carnet.pairing where id = ?::uuid").param(pairing()).query((row, n) -> String.valueOf(row.getString(1))).single();
    }

    /** @return what the holder reads in the record's history about pairings */
    List<String> history() {
        Bundle events = server.api().get(server.tokens().holder(person.record().id()), "/AuditEvent?patient=" + person.record().id() + "&_count=100").bundle();
        return events.getEntry().stream().map(entry -> (AuditEvent) entry.getResource()).flatMap(event -> event.getEntity().stream()).flatMap(entity -> entity.getDetail().stream())
                .map(detail -> detail.getValue().primitiveValue()).filter(rule -> rule.startsWith("S6.1 pairing-")).toList();
    }

    /** The grant is over: no token of it is worth anything, and the history says why. */
    void assertEnded(String reason) {
        assertThat(call().status()).as("the access token at the next request").isEqualTo(401);
        assertThat(call().header("WWW-Authenticate")).contains("invalid_token");
        assertThat(Launch.json(launch.refreshed(refresh()), 400).path("error").asText()).isEqualTo("invalid_grant");
        assertThat(endReason()).isEqualTo(reason);
        assertThat(history()).contains("S6.1 pairing-ended-" + reason);
    }
}
