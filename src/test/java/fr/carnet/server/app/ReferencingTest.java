package fr.carnet.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.storage.AppClients.AppClient;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.UrlType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S6.1, S6.2: what the catalogue says of a service now decides its next request; only the support desk with the scope catalogue says it. */
class ReferencingTest {

    private final TestServer server = TestServer.instance();
    private final Entries entry = Entries.fresh();
    private Records.Opened record;
    private Call search;

    @BeforeEach
    void aServiceWithAConsent() {
        entered(entry);
        record = server.records().adult();
        String holder = server.tokens().holder(record.id());
        server.api().post(holder, "/Observation", EntrySamples.measure(record.id(), "2345-7"));
        Consent consent = Apps.consent(record, "MESURER");
        consent.getProvision().getActorFirstRep().getReference().getIdentifier().setValue(entry.oid());
        assertThat(server.api().post(holder, "/Consent", consent).status()).isEqualTo(201);
        search = call();
    }

    @Test
    @DisplayName("S6.1 a service that is entered online acts from the next request on, and no longer once it is taken offline; back online it acts again")
    void offline() {
        assertThat(search.send().bundle().getTotal()).isEqualTo(1);
        entered(entry.in("HORS_LIGNE", "off"));
        Refusals.assertWellFormed(search.send(), 403, "refused");
        entered(entry);
        assertThat(search.send().status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"HORS_LIGNE,off", "PRESERIE,test", "SUSPENDUE,suspended", "DEREFERENCEE,off"})
    @DisplayName("S6.1 only EN_LIGNE is online: every other status refuses the next request")
    void statuses(String status, String fhir) {
        entered(entry.in(status, fhir));
        Refusals.assertWellFormed(search.send(), 403, "refused");
        assertThat(client().online()).isFalse();
    }

    @Test
    @DisplayName("S6.1 a service whose referencing period has passed, or has not begun, acts no longer, until it is renewed; a renewal may last two years")
    void period() {
        Entries short1 = entry.with("2027-10-31", "2026-11-20");
        entered(short1);
        assertThat(search.send().status()).as("the last day counts whole").isEqualTo(200);
        try (var moved = server.clock().moved(Duration.ofHours(13).minusSeconds(1))) {
            assertThat(call().send().status()).as("a second before midnight, in France").isEqualTo(200);
        }
        try (var moved = server.clock().moved(Duration.ofHours(13))) {
            Refusals.assertWellFormed(call().send(), 403, "refused");
            Entries renewed = entry.with("2026-11-01", "2026-11-21").with("2027-10-31", "2028-11-20");
            entered(renewed);
            assertThat(call().send().status()).isEqualTo(200);
        }
        Refusals.assertWellFormed(search.send(), 403, "refused");
    }

    @Test
    @DisplayName("S6.2 a purpose that is declared no longer is refused at the next request")
    void purposes() {
        entered(entry.with("\"MESURER\"", "\"AUTRE\""));
        Refusals.assertWellFormed(search.send(), 403, "refused");
        entered(entry.with("Observation/2345-7", "Observation/8867-4"));
        assertThat(search.send().ids()).as("declared, and of other data").isEmpty();
    }

    @Test
    @DisplayName("Whoever states no period is referenced for a year from today; sent again without, the period stays")
    void noPeriod() {
        Entries bare = Entries.fresh();
        bare = new Entries(bare.n(), bare.json().replaceAll(",\\s*\"period\": \\{[^}]*}", ""));
        assertThat(bare.json()).doesNotContain("period");
        Endpoint first = Entries.service(entered(bare));
        assertThat(first.getPeriod().getStartElement().getValueAsString()).isEqualTo("2026-11-20");
        assertThat(first.getPeriod().getEndElement().getValueAsString()).isEqualTo("2027-11-19");
        try (var moved = server.clock().moved(Duration.ofDays(100))) {
            assertThat(Entries.service(entered(bare)).getPeriod().equalsDeep(first.getPeriod())).isTrue();
        }
    }

    @Test
    @DisplayName("The support desk enters it when its token has the scope catalogue; nobody else does, an app's token never")
    void who() {
        Entries other = Entries.fresh();
        Map<String, Long> before = Rows.counted();
        Refusals.assertWellFormed(other.call(server.tokens().support()).send(), 403, "insufficient-scope");
        for (String token : List.of(server.tokens().doctor("810000000011"), server.tokens().structure("1990000018"), server.tokens().insurer(), server.tokens().holder(record.id()),
                Apps.token(server, Apps.METER, record.id(), "patient/*.cruds catalogue system/Endpoint.cruds"))) {
            Refusals.assertWellFormed(other.call(token).with("Code-Finalite", "GLYCEMIE").send(), 403, "refused");
        }
        Refusals.assertWellFormed(other.call(null).send(), 401, "unauthenticated");
        assertThat(Rows.counted()).isEqualTo(before);
        Refusals.assertWellFormed(Call.post(server.tokens().catalogue(), "/Endpoint", Entries.service(entry.enter(server))).send(), 405, "not-offered");
    }

    @Test
    @DisplayName("The scope catalogue is one more duty: it takes none of the others away")
    void dutiesAddUp() {
        String both = server.tokens().sign("support", Map.of("sub", "agent-3", "scope", "lifecycle catalogue"));
        assertThat(entry.call(both).send().status()).isEqualTo(200);
        assertThat(server.api().get(both, "/AuditEvent/$verify?patient=" + record.id()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("A change is traced with who made it and what it changed; a refused one with its refusal")
    void traced() {
        Reply changed = entered(entry);
        Map<String, Object> line = trace(changed);
        assertThat(line).containsEntry("caller_kind", "support").containsEntry("interaction", "$referencer").containsEntry("status", 200);
        assertThat(line.get("shown").toString()).contains("Endpoint/" + Entries.service(changed).getIdPart());
        Reply refused = entry.with("\"type\": \"collection\"", "\"type\": \"batch\"").enter(server);
        assertThat(trace(refused)).containsEntry("interaction", "$referencer").containsEntry("status", 422);
    }

    @Test
    @DisplayName("What the authorization server is told of a service is what its entry says")
    void clients() {
        AppClient client = client();
        assertThat(client.oid()).isEqualTo(entry.oid());
        assertThat(client.online()).isTrue();
        assertThat(client.name()).containsEntry("en", "Test tube " + entry.n());
        assertThat(client.editor()).isEqualTo("Éditeur d'essai");
        assertThat(client.redirectUris()).containsExactly("https://app.test/callback");
        assertThat(client.scopes()).containsExactlyInAnyOrder("openid", "fhirUser", "launch/patient", "patient/Observation.rs");
        assertThat(client.purposes()).singleElement().satisfies(purpose -> {
            assertThat(purpose.code()).isEqualTo("MESURER");
            assertThat(purpose.exchanges()).singleElement().satisfies(exchange -> assertThat(exchange.titles()).containsExactly(Map.of("fr", "Glycémie", "en", "Blood glucose")));
        });
        assertThat(server.bean(LiveClients.class).find("jamais-vue")).isEmpty();
    }

    @Test
    @DisplayName("Endpoint/$validate tells what entering would be told, and stores nothing")
    void validate() {
        Endpoint wrong = Entries.service(entered(entry));
        wrong.getExtensionByUrl(Canonical.APP_CLIENT).getExtensionByUrl("redirectUri").setValue(new UrlType("http://app.test/callback"));
        Reply verdict = server.api().post(server.tokens().support(), "/Endpoint/$validate", wrong);
        assertThat(verdict.text()).contains("redirectUri").contains("app-redirect");
    }

    private Map<String, Object> trace(Reply reply) {
        return server.database().sql("select caller_kind, interaction, status, array_to_string(entities, ' ') as shown from carnet.audit_event where request_id = :id").param("id", reply.header("X-Request-Id")).query().singleRow();
    }

    private AppClient client() {
        return server.bean(LiveClients.class).find(entry.client()).orElseThrow();
    }

    private Call call() {
        return Call.get(Apps.token(server, entry.client(), record.id(), "patient/*.cruds"), "/Observation?patient=" + record.id()).with("Code-Finalite", "MESURER");
    }

    private Reply entered(Entries sent) {
        Reply reply = sent.enter(server);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }
}
