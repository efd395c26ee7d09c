package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Answer;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The pages of the guide as the build made them. */
class GuidePagesTest {

    private static final Path SITE = Path.of("target/classes/static/ig");
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");
    private static final Map<String, String> PAGES = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (Path page : files(SITE, "", ".html")) {
            PAGES.put(page.getFileName().toString(), Files.readString(page));
        }
    }

    @Test
    @DisplayName("Every link within the guide leads to a file, and to an anchor that is there")
    void links() {
        List<String> broken = new ArrayList<>();
        PAGES.forEach((page, html) -> found(HREF, html).stream().filter(href -> !href.contains(":")).forEach(href -> {
            String[] parts = href.split("#", 2);
            String file = parts[0].isEmpty() ? page : parts[0];
            boolean there = Files.isRegularFile(SITE.resolve(file));
            if (!there || parts.length == 2 && !found(ID, PAGES.get(file)).contains(parts[1])) {
                broken.add(page + " -> " + href);
            }
        }));
        assertThat(broken).isEmpty();
        assertThat(PAGES).hasSizeGreaterThan(50);
    }

    @Test
    @DisplayName("Every page is reached from the first one")
    void reached() {
        Set<String> reached = new HashSet<>(Set.of("index.html"));
        Deque<String> left = new ArrayDeque<>(reached);
        while (!left.isEmpty()) {
            found(HREF, PAGES.get(left.pop())).stream().map(href -> href.split("#", 2)[0]).filter(PAGES::containsKey).filter(reached::add).forEach(left::push);
        }
        assertThat(reached).containsExactlyInAnyOrderElementsOf(PAGES.keySet());
    }

    @Test
    @DisplayName("Every page is French with an English part, has one first heading and a way past the menu, no script and nothing from elsewhere")
    void layout() {
        Map<String, String> faults = new TreeMap<>();
        PAGES.forEach((page, html) -> {
            Stream.of("<html lang=\"fr\"", "<section lang=\"en\"", "href=\"#contenu\"").filter(wanted -> !html.contains(wanted)).forEach(wanted -> faults.put(page, "has no " + wanted));
            Stream.of("<script", "style=\"", " th:", "xmlns:th", "src=\"").filter(html::contains).forEach(unwanted -> faults.put(page, "has " + unwanted));
            if (html.split("<h1>", -1).length != 2) {
                faults.put(page, "has not one first heading");
            }
            if (html.substring(html.indexOf("In English</h2>")).replaceAll("(?s)<footer>.*|<[^>]*>", "").strip().length() < 10) {
                faults.put(page, "has no English text");
            }
            List<String> anchors = found(ID, html);
            if (new HashSet<>(anchors).size() != anchors.size()) {
                faults.put(page, "has an anchor twice");
            }
        });
        assertThat(faults).isEmpty();
    }

    @Test
    @DisplayName("Every profile, code system, value set and other definition has a page and its JSON")
    void definitions() throws IOException {
        List<Path> sources = new ArrayList<>(files(Path.of("terminology"), "", ".json"));
        sources.addAll(files(Path.of("profiles"), "StructureDefinition-", ".json"));
        assertThat(sources).isNotEmpty().allSatisfy(source -> {
            String name = source.getFileName().toString();
            assertThat(SITE.resolve(name)).exists();
            assertThat(PAGES.keySet()).contains(name.replace(".json", ".html"));
        });
    }

    @Test
    @DisplayName("The error page names every answer of the server, with its status")
    void answers() {
        String html = PAGES.get("erreurs.html");
        assertThat(Answer.values()).allSatisfy(answer ->
                assertThat(Pattern.compile("<tr id=\"" + answer.code() + "\">\\s*<td>" + answer.code() + " ?</td>\\s*<td>" + answer.status() + " ?</td>").matcher(html).find())
                        .as(answer.code()).isTrue());
    }

    @Test
    @DisplayName("Every line of every table of the rules, of the data and of the matrix is shown")
    void rules() throws IOException {
        Map<Path, String> shown = new TreeMap<>();
        for (Path table : files(Path.of("interceptors/src/test/resources/spec"), "", ".csv")) {
            shown.put(table, "regles-" + table.getFileName().toString().replace(".csv", ".html"));
        }
        Path data = Path.of("interceptors/src/main/resources/fr/carnet/enforcement");
        shown.put(data.resolve("compartment/governed-types.csv"), "types-gouvernes.html");
        shown.put(data.resolve("hapi/allow-list.csv"), "liste-autorisee.html");
        for (Map.Entry<Path, String> table : shown.entrySet()) {
            List<List<String>> rows = rows(PAGES.get(table.getValue()));
            assertThat(rows).as(table.getValue()).containsExactlyElementsOf(lines(table.getKey()).stream().map(line -> line.stream().map(String::strip).toList()).toList());
        }
        assertThat(rows(PAGES.get("matrice.html"))).hasSize(13 + lines(Path.of("terminology/habilitation-matrix.csv")).size());
        assertThat(PAGES.get("matrice.html")).contains("oui", "non", "inconnu");
    }

    @Test
    @DisplayName("Every table of the rules has its titles in ig/rule-tables.csv, every example in ig/examples.csv")
    void titles() throws IOException {
        assertThat(lines(Path.of("ig/rule-tables.csv")).stream().map(line -> line.get("table") + ".csv")).containsExactlyInAnyOrderElementsOf(
                files(Path.of("interceptors/src/test/resources/spec"), "", ".csv").stream().map(file -> file.getFileName().toString()).toList());
        assertThat(lines(Path.of("ig/examples.csv")).stream().map(line -> line.get("file"))).containsExactlyInAnyOrderElementsOf(
                files(Path.of("ig"), "", "").stream().map(file -> file.getFileName().toString())
                        .filter(name -> name.matches(".*\\.(json|xml)") && !name.startsWith("ImplementationGuide")).toList());
    }

    private static List<List<String>> rows(String html) {
        return Stream.of(html.substring(html.indexOf("<tbody>")).split("<tr[ >]")).filter(row -> row.contains("<td")).map(row -> Stream.of(row.split("<td[^>]*>")).skip(1)
                .map(cell -> cell.substring(0, cell.indexOf("</td>")).replaceAll("<[^>]*>", "").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
                        .replace("&#39;", "'").replace("&amp;", "&").strip()).toList()).toList();
    }

    private static List<CSVRecord> lines(Path table) throws IOException {
        try (Reader text = Files.newBufferedReader(table)) {
            return CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(text).getRecords();
        }
    }

    private static List<String> found(Pattern pattern, String html) {
        return pattern.matcher(html).results().map(result -> result.group(1).replace("&amp;", "&")).toList();
    }

    private static List<Path> files(Path folder, String prefix, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix) && file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
