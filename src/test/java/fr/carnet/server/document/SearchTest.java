package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.RawHttp;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** ITI-67: parameters, pages, totals, encodings. */
class SearchTest {

    private static final String DOCTOR = "810000000011";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private Records.Opened record;
    private String search;

    @BeforeEach
    void threeDocuments() {
        record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        for (String type : new String[] {"11488-4", "11502-2", "57833-6"}) {
            DocumentReference document = Documents.simplified(record, type);
            document.getDateElement().setValueAsString(type.startsWith("57") ? "2026-11-10T08:00:00+01:00" : "2026-11-18T10:00:00+01:00");
            assertThat(server.api().post(doctor, "/DocumentReference", document).status()).isEqualTo(201);
        }
        search = "/DocumentReference?" + record.byIdentifier();
    }

    @Test
    @DisplayName("Filters: type with and without system, several types, date, identifier, status, _id")
    void filters() {
        assertThat(total("&type=11488-4")).isEqualTo(1);
        assertThat(total("&type=http://loinc.org%7C11488-4,http://loinc.org%7C11502-2")).isEqualTo(2);
        assertThat(total("&type=http://loinc.org%7C99999-9")).isZero();
        assertThat(total("&date=lt2026-11-15")).isEqualTo(1);
        assertThat(total("&date=ge2026-11-15&date=le2026-11-18")).isEqualTo(2);
        assertThat(total("&status=superseded")).isZero();
        assertThat(total("&security-label=N")).isEqualTo(3);
        String id = server.api().get(doctor, search).ids().get(0);
        assertThat(total("&_id=" + id)).isEqualTo(1);
        assertThat(total("&_id=" + id + "&_id=" + id)).as("said twice").isEqualTo(1);
    }

    @Test
    @DisplayName("Every way to name the patient finds the same: identifier, id, colon form, POST _search, a bar that is not escaped")
    void namingThePatient() {
        List<String> expected = server.api().get(doctor, search).ids();
        assertThat(server.api().get(doctor, "/DocumentReference?patient=" + record.id()).ids()).isEqualTo(expected);
        assertThat(server.api().get(doctor, "/DocumentReference?patient=Patient/" + record.id()).ids()).isEqualTo(expected);
        assertThat(server.api().get(doctor, search.replace("patient.identifier", "patient:identifier")).ids()).isEqualTo(expected);
        String form = "patient.identifier=" + URLEncoder.encode(Records.INS + "|" + record.ins(), StandardCharsets.UTF_8) + "&status=current";
        Reply posted = server.api().send("POST", doctor, "/DocumentReference/_search", form.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/x-www-form-urlencoded"));
        assertThat(posted.ids()).isEqualTo(expected);
        assertThat(RawHttp.get(server.api().base(), search.replace("%7C", "|"), doctor)).startsWith("HTTP/1.1 200").contains(expected);
    }

    @Test
    @DisplayName("Pages: each document once, exact total on each, links that lead through; counts and sorting")
    void pages() {
        List<String> seen = new ArrayList<>();
        String next = search + "&_count=1&_sort=-date";
        while (next != null) {
            Bundle page = server.api().get(doctor, next).bundle();
            assertThat(page.getTotal()).isEqualTo(3);
            page.getEntry().forEach(entry -> seen.add(entry.getResource().getIdElement().getIdPart()));
            next = page.getLink("next") == null ? null : page.getLink("next").getUrl();
        }
        assertThat(seen).hasSize(3).doesNotHaveDuplicates();
        DocumentReference last = server.api().get(doctor, "/DocumentReference/" + seen.get(2)).as(DocumentReference.class);
        assertThat(last.getType().getCodingFirstRep().getCode()).isEqualTo("57833-6");
        Bundle count = server.api().get(doctor, search + "&_summary=count").bundle();
        assertThat(count.getTotal()).isEqualTo(3);
        assertThat(count.getEntry()).isEmpty();
        assertThat(server.api().get(doctor, search + "&_count=0").bundle().getTotal()).isEqualTo(3);
    }

    @Test
    @DisplayName("_elements and _summary never show the acl; a Cache-Control header changes no total")
    void shapes() {
        assertThat(server.api().get(doctor, search + "&_elements=extension").text()).doesNotContain("StructureDefinition/acl");
        assertThat(server.api().get(doctor, search + "&_summary=true").text()).doesNotContain("StructureDefinition/acl");
        Reply uncached = server.api().get(doctor, search + "&_count=1", Map.of("Cache-Control", "no-store, max-results=1"));
        assertThat(uncached.bundle().getTotal()).isEqualTo(3);
    }

    @Test
    @DisplayName("XML in and out")
    void xml() {
        Reply xml = server.api().get(doctor, search, Map.of("Accept", "application/fhir+xml"));
        assertThat(xml.text()).startsWith("<Bundle");
        assertThat(xml.bundle().getTotal()).isEqualTo(3);
        assertThat(server.api().get(doctor, search + "&_format=xml").text()).startsWith("<Bundle");
    }

    private int total(String filter) {
        Reply reply = server.api().get(doctor, search + filter);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.bundle().getEntry()).hasSize(reply.bundle().getTotal());
        return reply.bundle().getTotal();
    }
}
