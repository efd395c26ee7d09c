package fr.carnet.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.SearchShelf;
import fr.carnet.server.support.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Practitioner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** API 4, {@code _sort}: by date, title and author, backwards, by several keys; every order is total, so that pages fit together. */
class SearchSortTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final String DOCTOR_ID = "810000003015";
    private static final String DOCTOR = SERVER.tokens().doctor(DOCTOR_ID);

    @Test
    @DisplayName("Documents sort by date, title and author, both ways; accents and case do not count; several authors make no second entry")
    void documents() {
        Records.Opened record = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, DOCTOR_ID);
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("a", deposit(record, "2026-03-01", "Échographie", "Zola", "Anne"));
        ids.put("b", deposit(record, "2026-01-01", "bilan", "Durand", "Paul", "Abel", "Zoé"));
        ids.put("c", deposit(record, "2026-02-01", "Compte rendu", "Durand", "Alice"));
        ids.put("d", deposit(record, "2026-02-01", "Compte rendu"));
        Map<String, String> orders = new LinkedHashMap<>();
        orders.put("title,date,author", "b c d a");
        orders.put("-title,-date,author", "a c d b");
        orders.put("author", "b c a d");
        orders.put("-author", "a b c d");
        orders.put("date,author", "b c d a");
        orders.put("-date,author", "a c d b");
        orders.put("-date,-title,author", "a c d b");
        orders.forEach((sort, order) -> {
            List<String> expected = List.of(order.split(" ")).stream().map(ids::get).toList();
            assertThat(search(DOCTOR, "DocumentReference", record, sort)).as(sort).isEqualTo(expected);
            assertThat(paged("/DocumentReference?patient=" + record.id() + "&_count=1&_sort=" + sort)).as("page by page " + sort).isEqualTo(expected);
        });
        List<String> tied = new ArrayList<>(List.of(ids.get("c"), ids.get("d")));
        Collections.sort(tied);
        assertThat(search(DOCTOR, "DocumentReference", record, "title").subList(1, 3)).as("the id breaks a tie").isEqualTo(tied);
    }

    @Test
    @DisplayName("Every type sorts by every key that it offers, both ways, each resource once")
    void everyKey() {
        SearchShelf shelf = new SearchShelf(SERVER);
        List<AllowedInteraction> searches = AllowList.load().rows().stream().filter(row -> "search-type".equals(row.interaction()) && row.parameters().contains("patient")).toList();
        assertThat(searches).hasSizeGreaterThan(15).allSatisfy(row -> assertThat(row.sorts()).as(row.type()).contains("_lastUpdated"));
        for (AllowedInteraction row : searches) {
            List<String> dates = row.parameters().stream().filter(List.of("date", "sent", "authored", "recorded", "period")::contains).toList();
            assertThat(row.sorts()).as(row.type()).containsAll("DocumentReference".equals(row.type()) ? List.of("date") : dates);
            if ("AuditEvent".equals(row.type())) {
                // Grows by each look at it: below.
                continue;
            }
            for (String key : row.sorts()) {
                List<String> upwards = search(shelf.holder(), row.type(), shelf.record(), key);
                List<String> downwards = search(shelf.holder(), row.type(), shelf.record(), "-" + key);
                assertThat(upwards).as(row.type() + " " + key).isNotEmpty().doesNotHaveDuplicates();
                assertThat(downwards).as(row.type() + " -" + key).containsExactlyInAnyOrderElementsOf(upwards);
            }
        }
        for (String type : List.of("Appointment", "AllergyIntolerance", "CareTeam", "Condition", "MedicationStatement", "Procedure", "QuestionnaireResponse", "Provenance")) {
            List<String> oldestLast = "Appointment".equals(type) ? List.of(shelf.id(type, "other"), shelf.id(type, "this")) : List.of(shelf.id(type, "this"), shelf.id(type, "other"));
            assertThat(search(shelf.holder(), type, shelf.record(), "Provenance".equals(type) ? "-recorded" : "-date")).as(type).isEqualTo(oldestLast);
        }
        assertThat(search(shelf.holder(), "List", shelf.record(), "title").get(0)).isEqualTo(shelf.id("List", "submitted"));
    }

    @Test
    @DisplayName("The history comes newest first, and by date oldest first")
    void history() {
        Records.Opened record = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, DOCTOR_ID);
        deposit(record, "2026-03-01", "Un");
        String holder = SERVER.tokens().holder(record.id());
        List<String> newest = Call.get(holder, "/AuditEvent?patient=" + record.id()).send().ids();
        assertThat(newest).hasSize(3);
        List<String> oldest = search(holder, "AuditEvent", record, "date");
        List<String> reversed = new ArrayList<>(newest);
        Collections.reverse(reversed);
        assertThat(oldest.subList(0, 3)).isEqualTo(reversed);
        assertThat(search(holder, "AuditEvent", record, "-date")).endsWith(newest.toArray(String[]::new));
        assertThat(search(holder, "AuditEvent", record, "-_lastUpdated,date")).containsAll(newest);
    }

    private static List<String> search(String token, String type, Records.Opened record, String sort) {
        Reply found = Call.get(token, "/" + type + "?patient=" + record.id() + "&_count=100&_sort=" + sort).send();
        assertThat(found.status()).as(sort + found.text()).isEqualTo(200);
        return found.ids();
    }

    private static List<String> paged(String first) {
        List<String> seen = new ArrayList<>();
        String next = first;
        while (next != null) {
            Bundle page = Call.get(DOCTOR, next).send().bundle();
            page.getEntry().forEach(entry -> seen.add(entry.getResource().getIdElement().getIdPart()));
            next = page.getLink("next") == null ? null : page.getLink("next").getUrl();
        }
        return seen;
    }

    /** @param names family and given name of each author */
    private static String deposit(Records.Opened record, String date, String title, String... names) {
        DocumentReference document = Documents.simplified(record, "11488-4");
        document.getDateElement().setValueAsString(date + "T10:00:00+01:00");
        document.getContentFirstRep().getAttachment().setTitle(title);
        for (int i = 0; i < names.length; i += 2) {
            Practitioner author = new Practitioner();
            author.setId("author" + i);
            author.addName().setFamily(names[i]).addGiven(names[i + 1]);
            document.addContained(author);
            document.addAuthor().setReference("#author" + i);
        }
        Reply created = SERVER.api().post(DOCTOR, "/DocumentReference", document);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.createdId();
    }
}
