package fr.carnet.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.SearchShelf;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * API 4, every search parameter of every type: one value finds exactly the resource that carries it ({@code *}: among others that carry it too), another
 * one does not find it; by GET, by POST {@code _search}, in JSON and in XML.
 */
class SearchTableTest {

    private static final Set<String> SHAPING = Set.of("_sort", "_count", "_offset", "_total", "_summary", "_elements", "_include");
    private static final SearchShelf SHELF = new SearchShelf(TestServer.instance());

    @ParameterizedTest(name = "{0}?{1}={3}, not {4}")
    @CsvFileSource(resources = "/spec/searches.csv", numLinesToSkip = 1)
    @DisplayName("API 4 a parameter finds what carries its value and nothing else, however it is asked")
    void finds(String type, String parameter, String resource, String finds, String misses) {
        boolean among = "*".equals(resource);
        String wanted = SHELF.id(type, among ? first(type) : resource);
        asked(type, parameter, finds).forEach((how, reply) -> {
            assertThat(reply.status()).as(how + reply.text()).isEqualTo(200);
            assertThat(reply.ids()).as(how).contains(wanted).satisfies(ids -> assertThat(among || ids.size() == 1).as(how + " " + ids).isTrue());
        });
        asked(type, parameter, misses).forEach((how, reply) -> {
            assertThat(reply.status()).as(how + reply.text()).isEqualTo(200);
            assertThat(reply.ids()).as(how).doesNotContain(wanted);
        });
    }

    @Test
    @DisplayName("API 4 the table has a row for every parameter that the allow-list offers, and for no other")
    void nothingIsLeftOut() throws IOException {
        Set<String> tested = Files.readAllLines(Path.of("src/test/resources/spec/searches.csv")).stream().skip(1).map(line -> line.split(",", 3))
                .map(cells -> cells[0] + "?" + cells[1]).collect(Collectors.toSet());
        Set<String> offered = AllowList.load().rows().stream().filter(row -> "search-type".equals(row.interaction()) && row.parameters().contains("patient"))
                .flatMap(row -> row.parameters().stream().filter(parameter -> !parameter.startsWith("patient") && !parameter.startsWith("subject") && !SHAPING.contains(parameter))
                        .map(parameter -> row.type() + "?" + parameter)).collect(Collectors.toSet());
        assertThat(tested).containsExactlyInAnyOrderElementsOf(offered);
    }

    @Test
    @DisplayName("API 7 a value of 2,000 characters is 400 for every parameter of every type, and says which one it was")
    void longValues() {
        AllowList.load().rows().stream().filter(row -> "search-type".equals(row.interaction()) && row.parameters().contains("patient"))
                .forEach(row -> row.parameters().stream().filter(parameter -> !parameter.startsWith("patient") && !parameter.startsWith("subject") && !SHAPING.contains(parameter)).forEach(parameter -> {
                    Reply reply = Call.get(SHELF.holder(), "/" + row.type() + "?patient=" + SHELF.record().id() + "&" + parameter + "=" + "1".repeat(2_000)).send();
                    Refusals.assertWellFormed(reply, 400, "invalid-request");
                    assertThat(reply.issueText()).contains(parameter);
                }));
    }

    @Test
    @DisplayName("API 4 _count of 100,000 is answered with the 200 that a page holds at most, and the exact total")
    void largeCount() {
        Reply reply = Call.get(SHELF.holder(), "/AuditEvent?patient=" + SHELF.record().id() + "&_count=100000").send();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.ids().size()).isEqualTo(Math.min(200, reply.bundle().getTotal()));
    }

    @Test
    @DisplayName("API 4 every type takes every way to name the patient, and the parameters of paging")
    void pagingEverywhere() {
        List<String> types = AllowList.load().rows().stream().filter(row -> "search-type".equals(row.interaction()) && row.parameters().contains("patient"))
                .map(row -> row.type()).toList();
        assertThat(types).hasSizeGreaterThan(15);
        for (String type : types) {
            for (String query : List.of("patient.identifier={ins}", "patient:identifier={ins}", "patient={id}&_count=1&_offset=0&_total=accurate&_elements=id",
                    "patient={id}&_sort=-_lastUpdated&_summary=data", "patient={id}&_summary=count", "patient={id}&_count=0")) {
                Reply reply = Call.get(SHELF.holder(), "/" + type + "?" + query.replace("{id}", SHELF.record().id())
                        .replace("{ins}", SHELF.record().byIdentifier().split("=")[1])).send();
                assertThat(reply.status()).as(type + " " + query + " " + reply.text()).isEqualTo(200);
                boolean counted = query.endsWith("count") || query.endsWith("_count=0");
                assertThat(reply.bundle().getTotal()).as(type + " " + query).isPositive();
                assertThat(reply.bundle().getEntry().isEmpty()).as(type + " " + query).isEqualTo(counted);
            }
        }
    }

    private static Map<String, Reply> asked(String type, String parameter, String value) {
        String query = "patient=" + SHELF.record().id() + "&" + encoded(parameter, SHELF.filled(value)) + ("AuditEvent".equals(type) ? "&_sort=date&_count=200" : "");
        Map<String, Reply> replies = new LinkedHashMap<>();
        replies.put("GET", Call.get(SHELF.holder(), "/" + type + "?" + query).send());
        replies.put("XML", Call.get(SHELF.holder(), "/" + type + "?" + query).with("Accept", "application/fhir+xml").send());
        replies.put("POST", Call.post(SHELF.holder(), "/" + type + "/_search", "application/x-www-form-urlencoded", query).send());
        assertThat(replies.get("XML").text()).startsWith("<Bundle");
        return replies;
    }

    /** A second {@code &name=} in the value repeats the parameter. */
    private static String encoded(String parameter, String value) {
        return Arrays.stream(value.split("&" + parameter + "=")).map(one -> URLEncoder.encode(parameter, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(one, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String first(String type) {
        return Stream.of(Map.entry("Consent", "access"), Map.entry("List", "submitted")).filter(entry -> entry.getKey().equals(type)).map(Map.Entry::getValue).findFirst().orElse("this");
    }
}
