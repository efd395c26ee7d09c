package fr.carnet.guide;

import fr.carnet.guide.Page.Cell;
import fr.carnet.guide.Page.Part;
import fr.carnet.guide.Page.Row;
import fr.carnet.guide.Page.Section;
import fr.carnet.guide.Page.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** The access rules from the tables that the tests run and the server reads: what is shown here is what is enforced. */
final class AccessPages {

    private static final Path SPEC = Path.of("interceptors/src/test/resources/spec");
    private static final Path DATA = Path.of("interceptors/src/main/resources/fr/carnet/enforcement");
    private static final Set<String> ENGLISH = Set.of("situation", "because");
    private static final Map<String, String> HEADINGS = Map.ofEntries(Map.entry("rule", "Règle"), Map.entry("situation", "Situation"), Map.entry("caller", "Appelant"),
            Map.entry("act", "Acte"), Map.entry("at", "Instant"), Map.entry("record", "Dossier"), Map.entry("document", "Document"), Map.entry("expect", "Attendu"),
            Map.entry("because", "Parce que"), Map.entry("author", "Auteur"), Map.entry("before", "Avant"), Map.entry("after", "Après"), Map.entry("type", "Type"),
            Map.entry("patient", "Patient"), Map.entry("readers", "Lecteurs"), Map.entry("writers", "Auteurs possibles"), Map.entry("modes", "Modes d'accès"),
            Map.entry("source", "Source"), Map.entry("interaction", "Interaction"), Map.entry("callers", "Appelants"), Map.entry("scope", "Scope SMART"),
            Map.entry("parameters", "Paramètres"), Map.entry("sorts", "Tris"), Map.entry("kind", "Genre"), Map.entry("choice", "Choix"), Map.entry("self", "Lui-même"),
            Map.entry("manages", "Gère le partage"), Map.entry("family", "Nom"), Map.entry("given", "Prénom"), Map.entry("born", "Naissance"), Map.entry("claim", "Scopes du jeton"),
            Map.entry("asked", "Demandé"), Map.entry("authors", "Auteurs"), Map.entry("labels", "Étiquettes"), Map.entry("status", "Statut"), Map.entry("resource", "Ressource"),
            Map.entry("documents", "Documents"), Map.entry("entry", "Donnée"), Map.entry("stamp", "Jetons acl"), Map.entry("deleting", "Suppression"));

    private final Path project;
    private final Markdown markdown;
    /** Rule number to the tables that prove it, with how many cases. */
    private final Map<String, Map<Part, Integer>> proofs = new LinkedHashMap<>();

    AccessPages(Path project, Markdown markdown) {
        this.project = project;
        this.markdown = markdown;
    }

    List<Page> pages() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (Map.Entry<String, List<String>> table : tables().entrySet()) {
            pages.add(page("regles-" + table.getKey() + ".html", table.getValue().get(0), table.getValue().get(1), Csv.read(project.resolve(SPEC).resolve(table.getKey() + ".csv"))));
        }
        int tables = pages.size();
        pages.add(page("types-gouvernes.html", "Types gouvernés", "Who reads and writes each governed type, and in which access modes.",
                Csv.read(project.resolve(DATA).resolve("compartment/governed-types.csv"))));
        pages.add(page("liste-autorisee.html", "Liste des interactions permises", "What is not in this list is refused: type, interaction, callers, SMART scope, parameters, sorts.",
                Csv.read(project.resolve(DATA).resolve("hapi/allow-list.csv"))));
        pages.add(new MatrixPage(project).page());
        List<Row> data = pages.subList(tables, pages.size()).stream().map(page -> new Row("", List.of(Cell.link(page.title(), page.file())))).toList();
        pages.add(markdown.page("regles-acces", List.of(
                Section.of("regles", "Les règles", new Table(List.of("Règle", "Ce qu'elle dit", "Tables (cas)", "English"), rules())),
                Section.of("donnees", "Les données que le serveur applique", new Table(List.of("Table"), data)))));
        return pages;
    }

    /** Name of a table to its French and English titles: those with a title in their order, then any other under its name, so that none is left out. */
    private Map<String, List<String>> tables() throws IOException {
        Map<String, List<String>> titles = new LinkedHashMap<>();
        for (CSVRecord line : Csv.read(project.resolve("ig/rule-tables.csv"))) {
            titles.put(line.get("table"), List.of(line.get("fr"), line.get("en")));
        }
        try (Stream<Path> files = Files.list(project.resolve(SPEC))) {
            files.map(file -> file.getFileName().toString().replace(".csv", "")).sorted().forEach(name -> titles.putIfAbsent(name, List.of(name, "Test table " + name + " of the access rules.")));
        }
        return titles;
    }

    private List<Row> rules() throws IOException {
        List<Row> rows = new ArrayList<>();
        Set<String> unexplained = new LinkedHashSet<>(proofs.keySet());
        for (CSVRecord rule : Csv.read(project.resolve("ig/rules.csv"))) {
            String number = rule.get("rule");
            unexplained.remove(number);
            List<Part> where = proofs.getOrDefault(number, Map.of()).entrySet().stream().map(proof -> new Part(proof.getKey().text() + " (" + proof.getValue() + ")", proof.getKey().href())).toList();
            rows.add(new Row(anchor(number), List.of(Cell.of(number), Cell.of(rule.get("fr")), new Cell(where, ""), Cell.english(rule.get("en")))));
        }
        if (!unexplained.isEmpty()) {
            throw new IllegalStateException("ig/rules.csv does not explain the rules " + unexplained);
        }
        return rows;
    }

    private Page page(String file, String title, String english, List<CSVRecord> lines) {
        List<String> columns = lines.get(0).getParser().getHeaderNames();
        List<Row> rows = new ArrayList<>();
        for (CSVRecord line : lines) {
            List<Cell> cells = new ArrayList<>();
            for (String column : columns) {
                String text = line.get(column);
                cells.add(column.equals("rule") ? Cell.link(text, "regles-acces.html#" + anchor(text)) : ENGLISH.contains(column) ? Cell.english(text) : Cell.of(text));
                if (column.equals("rule")) {
                    proofs.computeIfAbsent(text, number -> new LinkedHashMap<>()).merge(new Part(title, file), 1, Integer::sum);
                }
            }
            rows.add(new Row("", cells));
        }
        Table table = new Table(columns.stream().map(column -> HEADINGS.getOrDefault(column, column)).toList(), rows);
        return new Page(file, title, markdown.html("Table telle que le projet la lit, ligne par ligne ; les textes des situations sont en anglais. [Retour aux règles](regles-acces.md)"),
                List.of(Section.of("lignes", lines.size() + " lignes", table)), markdown.html(english));
    }

    private static String anchor(String rule) {
        return "regle-" + rule.replace(' ', '-');
    }
}
