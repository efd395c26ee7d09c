package fr.carnet.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Organization;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogue is public: read and searched without a token, whatever the status of a service; it shows no secret and leaves no trace. */
class CatalogueReadTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final TestServer SERVER = TestServer.instance();
    private static final Entries ENTRY = Entries.fresh();
    private static Endpoint entered;

    @BeforeAll
    static void aService() {
        Reply reply = ENTRY.enter(SERVER);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        entered = Entries.service(reply);
    }

    @Test
    @DisplayName("A service and its editor are read without a token, in JSON and in XML, and say what was declared")
    void read() {
        Reply reply = SERVER.api().get(null, "/Endpoint/" + entered.getIdPart());
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        Endpoint read = reply.as(Endpoint.class);
        assertThat(FHIR.newJsonParser().encodeResourceToString(read)).isEqualTo(FHIR.newJsonParser().encodeResourceToString(entered));
        assertThat(AppEntryReader.read(read).purposes()).singleElement().satisfies(purpose -> assertThat(purpose.description()).containsKeys("fr", "en"));
        Organization editor = SERVER.api().get(null, "/" + read.getManagingOrganization().getReference()).as(Organization.class);
        assertThat(editor.getName()).isEqualTo("Éditeur d'essai");
        assertThat(Call.get(null, "/Endpoint/" + entered.getIdPart()).with("Accept", "application/fhir+xml").send().text()).startsWith("<Endpoint");
        Refusals.assertWellFormed(SERVER.api().get(null, "/Endpoint/00000000-0000-4000-8000-000000000000"), 404, "not-found");
        Refusals.assertWellFormed(SERVER.api().get(null, "/Organization/" + entered.getIdPart()), 404, "not-found");
    }

    @ParameterizedTest(name = "{0}?{1}={2}: {3}")
    @CsvSource({"Endpoint,identifier,{oid},true", "Endpoint,identifier,urn:ietf:rfc:3986|{oid},true", "Endpoint,identifier,urn:x|{oid},false", "Endpoint,identifier,{oid}0,false",
        "Endpoint,name,éprouvette {n},true", "Endpoint,name,EPROUV,true", "Endpoint,name,Test tube {n},true", "Endpoint,name,prouvette,false", "Endpoint,name,%,false",
        "Endpoint,status,active,true", "Endpoint,status,EN_LIGNE,true", "Endpoint,status,http://hl7.org/fhir/endpoint-status|active,true", "Endpoint,status,http://hl7.org/fhir/endpoint-status|,true",
        "Endpoint,status,https://carnet.example.org/fhir/CodeSystem/app-status|EN_LIGNE,true", "Endpoint,status,off,false", "Endpoint,status,en_ligne,false",
        "Endpoint,organization,{org},true", "Endpoint,organization,Organization/{org},true", "Endpoint,organization,{id},false", "Endpoint,_id,{id},true", "Endpoint,_id,{org},false",
        "Organization,identifier,https://sirene.fr|999000099,true", "Organization,identifier,999000098,false", "Organization,name,editeur,true", "Organization,name,essai,false",
        "Organization,_id,{org},true", "Organization,_id,{id},false"})
    @DisplayName("A parameter finds what carries its value and nothing else; alternatives add up, the parameter again is a further condition")
    void search(String type, String parameter, String value, boolean finds) {
        String editor = entered.getManagingOrganization().getReference().replace("Organization/", "");
        String wanted = "Endpoint".equals(type) ? entered.getIdPart() : editor;
        String filled = value.replace("{oid}", ENTRY.oid()).replace("{n}", Integer.toString(ENTRY.n())).replace("{org}", editor).replace("{id}", entered.getIdPart());
        String query = "/" + type + "?" + parameter + "=" + URLEncoder.encode(filled, StandardCharsets.UTF_8);
        assertThat(found(query).contains(wanted)).as(query).isEqualTo(finds);
        assertThat(found(query + ",x").contains(wanted)).as("an alternative").isEqualTo(finds);
        assertThat(found(query + "&" + parameter + "=x")).as("a further condition").isEmpty();
    }

    @Test
    @DisplayName("Pages: each service once, the total exact on every page and past the last one")
    void pages() {
        List<String> all = found("/Endpoint");
        List<String> seen = new ArrayList<>();
        for (int offset = 0; offset < all.size(); offset++) {
            Bundle page = SERVER.api().get(null, "/Endpoint?_count=1&_offset=" + offset).bundle();
            assertThat(page.getTotal()).isEqualTo(all.size());
            page.getEntry().forEach(entry -> seen.add(entry.getResource().getIdElement().getIdPart()));
        }
        assertThat(seen).hasSizeGreaterThan(2).isEqualTo(all).doesNotHaveDuplicates();
        assertThat(SERVER.api().get(null, "/Endpoint?_offset=100000").bundle().getTotal()).isEqualTo(all.size());
    }

    @Test
    @DisplayName("A service that is not online is shown too, with both its statuses")
    void offline() {
        Endpoint stopped = (Endpoint) SERVER.api().get(null, "/Endpoint?identifier=urn:oid:1.2.250.1.999.2").bundle().getEntryFirstRep().getResource();
        assertThat(stopped.getStatus()).isEqualTo(Endpoint.EndpointStatus.OFF);
        assertThat(AppStatus.of(stopped)).contains(AppStatus.HORS_LIGNE);
        assertThat(AppEntryReader.read(stopped).client().id()).isEqualTo(Apps.OFFLINE);
    }

    @Test
    @DisplayName("The hash of a client's secret is stored and never shown: not in the answer, not on read, not in a search; an entry sent without it keeps it")
    void secret() {
        String hash = "{bcrypt}$2a$10$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234";
        Entries secretive = Entries.fresh().with("\"valueCode\": \"none\"", "\"valueCode\": \"client_secret_basic\"");
        Entries sent = secretive.with("\"url\": \"redirectUri\",", "\"url\": \"secretHash\", \"valueString\": \"" + hash + "\"}, {\"url\": \"redirectUri\",");
        Reply reply = sent.enter(SERVER);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        Reply again = secretive.enter(SERVER);
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        String id = Entries.service(reply).getIdPart();
        for (Reply shown : List.of(reply, again, SERVER.api().get(null, "/Endpoint/" + id), SERVER.api().get(null, "/Endpoint?_id=" + id))) {
            assertThat(shown.text()).contains(secretive.client()).doesNotContain("secretHash").doesNotContain("bcrypt");
        }
        assertThat(SERVER.bean(LiveClients.class).find(secretive.client()).orElseThrow().credentials().secretHash()).contains(hash);
        assertThat(secretive.with("client_secret_basic", "none").enter(SERVER).status()).isEqualTo(200);
        assertThat(SERVER.bean(LiveClients.class).find(secretive.client()).orElseThrow().credentials().secretHash()).as("a public client has none").isEmpty();
    }

    @Test
    @DisplayName("Reading the catalogue is about nobody's record: no trace, and a token sent along is ignored")
    void untraced() {
        long before = Rows.traces();
        assertThat(SERVER.api().get("no-token", "/Endpoint/" + entered.getIdPart()).status()).isEqualTo(200);
        assertThat(SERVER.api().get(null, "/Organization").status()).isEqualTo(200);
        assertThat(Rows.traces()).isEqualTo(before);
    }

    private static List<String> found(String query) {
        Reply reply = SERVER.api().get(null, query);
        assertThat(reply.status()).as(query + " " + reply.text()).isEqualTo(200);
        return reply.ids();
    }
}
