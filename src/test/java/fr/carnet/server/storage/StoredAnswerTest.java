package fr.carnet.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What leaves as it is stored is what HAPI would have encoded, white space apart: the same names in the same order, the same digits, the same headers. HAPI
 * encodes the same resources when {@code Accept} asks for them pretty.
 */
class StoredAnswerTest {

    private static final String DOCTOR = "810000000011";
    private static final String JSON = "application/fhir+json";
    private static final JsonMapper EXACT = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private Records.Opened record;
    private String holder;

    @BeforeEach
    void aRecord() {
        record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        holder = server.tokens().holder(record.id());
    }

    @Test
    @DisplayName("Entries of every type, read and searched")
    void entries() throws Exception {
        for (String type : EntrySamples.TYPES) {
            for (int copy = 0; copy < 2; copy++) {
                Reply created = server.api().post(holder, "/" + type, EntrySamples.of(type, record.id()));
                assertThat(created.status()).as(type).isEqualTo(201);
                assertSame(holder, "/" + type + "/" + created.createdId());
            }
            assertSame(holder, "/" + type + "?patient=" + record.id());
        }
        assertSame(holder, "/Consent?patient=" + record.id());
        assertSame(holder, "/Patient/" + record.id());
    }

    @Test
    @DisplayName("Documents and their submission sets: extensions, contained authors, labels, relations, later versions")
    void documents() throws Exception {
        String first = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        String hidden = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4", "INVISIBLE_PATIENT")).createdId();
        DocumentReference related = Documents.simplified(record, "11488-4");
        related.addRelatesTo().setCode(DocumentReference.DocumentRelationshipType.APPENDS).setTarget(new Reference("DocumentReference/" + first));
        related.addRelatesTo().setCode(DocumentReference.DocumentRelationshipType.APPENDS).setTarget(new Reference("DocumentReference/" + hidden));
        related.setDescription("é \"\\ \u2028 \uD83D\uDE00 </script> \t");
        related.getMeta().addProfile("https://example.org/b").addProfile("https://example.org/a");
        String relating = server.api().post(doctor, "/DocumentReference", related).createdId();
        String mask = "[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":{\"coding\":[{\"code\":\"MASQUE_PS\"}]}}]";
        assertThat(server.api().patch(holder, "/DocumentReference/" + first, mask).status()).isEqualTo(200);
        for (String reader : List.of(doctor, holder)) {
            assertSame(reader, "/DocumentReference/" + first);
            String text = assertSame(reader, "/DocumentReference/" + relating);
            assertThat(text.contains(hidden)).as("what the holder may not see is not named to him").isEqualTo(reader.equals(doctor));
            assertSame(reader, "/DocumentReference?patient=" + record.id());
            assertSame(reader, "/DocumentReference?patient=" + record.id() + "&_count=1&_sort=-date");
            assertSame(reader, "/List?patient=" + record.id());
        }
    }

    @Test
    @DisplayName("Decimals keep their digits, contained resources their ids, several profiles HAPI's order")
    void awkward() throws Exception {
        Observation measure = EntrySamples.measure(record.id(), "2345-7");
        measure.setValue(new Quantity().setValue(new BigDecimal("92.500")).setUnit("mg/dL").setSystem("http://unitsofmeasure.org").setCode("mg/dL"));
        measure.addNote().setText("un\ndeux");
        measure.getText().setStatus(Narrative.NarrativeStatus.GENERATED).setDivAsString("<div xmlns=\"http://www.w3.org/1999/xhtml\">é &amp; &lt; <b>gras</b><br/> fin</div>");
        measure.getMeta().addTag("https://example.org/tags", "b", "B").addTag("https://example.org/tags", "a", "A").setSource("https://example.org/source");
        Practitioner performer = new Practitioner();
        performer.setId("p");
        performer.addName().setFamily("Martin");
        measure.addContained(performer);
        measure.addPerformer(new Reference("#p"));
        measure.getStatusElement().addExtension("https://example.org/extension", new StringType("sur une valeur"));
        measure.setMethod(new CodeableConcept(new Coding("https://example.org", "x", null)));
        Reply created = server.api().post(holder, "/Observation", measure);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(assertSame(holder, "/Observation/" + created.createdId())).contains("92.500");
        assertSame(holder, "/Observation?patient=" + record.id() + "&_sort=-date");
    }

    @Test
    @DisplayName("Everything but whole resources in plain JSON is HAPI's to write; nothing of it shows the acl")
    void shaped() throws Exception {
        String id = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        String search = "/DocumentReference?patient=" + record.id();
        assertThat(server.api().get(holder, search + "&_elements=status").bundle().getEntryFirstRep().getResource().getMeta().getTagFirstRep().getCode()).isEqualTo("SUBSETTED");
        assertThat(server.api().get(holder, search + "&_summary=count").bundle().getEntry()).isEmpty();
        assertThat(server.api().get(holder, search + "&_count=0").bundle().getTotal()).isEqualTo(1);
        assertThat(server.api().get(holder, search, Map.of("Accept", "application/fhir+xml")).text()).startsWith("<Bundle").doesNotContain(Canonical.ACL);
        Reply read = server.api().get(holder, "/DocumentReference/" + id);
        assertThat(server.api().get(holder, "/DocumentReference/" + id, Map.of("If-None-Match", read.header("ETag"))).status()).isEqualTo(304);
        Reply packed = server.api().get(holder, search, Map.of("Accept-Encoding", "gzip"));
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(resources(packed)).isEqualTo(resources(server.api().get(holder, search)));
        Reply posted = server.api().send("POST", holder, "/DocumentReference/_search", ("patient=" + record.id()).getBytes(), Map.of("Content-Type", "application/x-www-form-urlencoded"));
        assertThat(resources(posted)).isEqualTo(resources(server.api().get(holder, search)));
    }

    @Test
    @DisplayName("Pages follow each other without a gap or a double, each with the total")
    void pages() {
        List<String> deposited = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            deposited.add(server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId());
        }
        List<String> seen = new ArrayList<>();
        String next = "/DocumentReference?patient=" + record.id() + "&_count=3";
        while (next != null) {
            Bundle page = server.api().get(holder, next).bundle();
            assertThat(page.getTotal()).isEqualTo(7);
            page.getEntry().forEach(entry -> seen.add(entry.getResource().getIdElement().getIdPart()));
            next = page.getLink("next") == null ? null : page.getLink("next").getUrl();
        }
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(deposited);
    }

    @Test
    @DisplayName("A list of more than 200 has the same order, pages and total, wherever a page begins")
    void longLists() {
        for (int i = 0; i < 203; i++) {
            assertThat(server.api().post(holder, "/Observation", EntrySamples.measure(record.id(), "2345-7")).status()).isEqualTo(201);
        }
        String search = "/Observation?patient=" + record.id() + "&_count=";
        List<String> all = new ArrayList<>();
        for (int first : List.of(0, 100, 200)) {
            Bundle page = server.api().get(holder, search + "100&_offset=" + first).bundle();
            assertThat(page.getTotal()).isEqualTo(203);
            page.getEntry().forEach(entry -> all.add(entry.getResource().getIdElement().getIdPart()));
        }
        assertThat(all).hasSize(203).doesNotHaveDuplicates();
        for (int first : List.of(0, 180, 181, 190, 199, 200, 202, 203, 400)) {
            Bundle page = server.api().get(holder, search + "20&_offset=" + first).bundle();
            assertThat(page.getTotal()).as("total at " + first).isEqualTo(203);
            assertThat(page.getEntry().stream().map(entry -> entry.getResource().getIdElement().getIdPart())).as("page at " + first)
                    .isEqualTo(all.stream().skip(first).limit(20).toList());
        }
    }

    /** @return the answer that leaves as it is stored, where HAPI's is the same in head and body */
    private String assertSame(String token, String path) throws Exception {
        Reply stored = server.api().get(token, path, Map.of("Accept", JSON));
        Reply encoded = server.api().get(token, path, Map.of("Accept", JSON + "; pretty=true"));
        assertThat(stored.status()).as(stored.text()).isEqualTo(200);
        assertThat(encoded.text()).as("HAPI wrote it").contains("\n");
        assertThat(stored.text()).as(path).isEqualTo(stored.text().replace("\n", "")).doesNotContain(Canonical.ACL);
        assertThat(comparable(stored.text())).as(path).isEqualTo(comparable(encoded.text()));
        assertThat(comparable(stored.text()).length()).as("nothing but the id and the instant of a page set aside").isGreaterThan(stored.text().length() - 150);
        assertThat(headers(stored)).as(path).isEqualTo(headers(encoded));
        return stored.text();
    }

    private static String comparable(String json) throws Exception {
        ObjectNode answer = (ObjectNode) EXACT.readTree(json);
        if ("Bundle".equals(answer.path("resourceType").textValue())) {
            answer.remove("id");
            ((ObjectNode) answer.get("meta")).remove("lastUpdated");
        }
        return EXACT.writeValueAsString(answer);
    }

    private static List<JsonNode> resources(Reply reply) throws Exception {
        List<JsonNode> resources = new ArrayList<>();
        EXACT.readTree(reply.text()).path("entry").forEach(entry -> resources.add(entry.path("resource")));
        assertThat(resources).isNotEmpty();
        return resources;
    }

    private static Map<String, List<String>> headers(Reply reply) {
        Map<String, List<String>> headers = new TreeMap<>(reply.headers().map());
        // A page is made at the instant of the request, and the request has an id; white space has a length; a connection ends now and then.
        headers.keySet().removeAll(Set.of("connection", "content-length", "date", "x-request-id"));
        if (!headers.containsKey("etag")) {
            headers.remove("last-modified");
        }
        return headers;
    }
}
