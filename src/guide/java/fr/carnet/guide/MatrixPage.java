package fr.carnet.guide;

import fr.carnet.guide.Page.Cell;
import fr.carnet.guide.Page.Row;
import fr.carnet.guide.Page.Section;
import fr.carnet.guide.Page.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** The habilitation matrix, counted by column and in full. */
final class MatrixPage {

    private static final Map<String, String> CELLS = Map.of("yes", "oui", "no", "non", "unknown", "inconnu");
    private static final int BEFORE = 4;

    private final List<CSVRecord> matrix;
    private final List<CSVRecord> professions;

    MatrixPage(Path project) throws IOException {
        matrix = Csv.read(project.resolve("terminology/habilitation-matrix.csv"));
        professions = Csv.read(project.resolve("terminology/professions.csv"));
    }

    Page page() {
        List<String> header = matrix.get(0).getParser().getHeaderNames();
        List<String> columns = header.subList(BEFORE, header.size() - 1);
        List<Row> counts = new ArrayList<>();
        for (String column : columns) {
            Map<String, Long> cells = matrix.stream().collect(Collectors.groupingBy(line -> line.get(column), Collectors.counting()));
            counts.add(new Row("", Stream.concat(Stream.of(Cell.of(column), Cell.of(professionsOf(column))),
                    Stream.of("yes", "no", "unknown").map(value -> Cell.of(String.valueOf(cells.getOrDefault(value, 0L))))).toList()));
        }
        List<Row> rows = matrix.stream().map(line -> new Row(line.get("type"), Stream.of(Stream.of(line.get("type"), line.get("display"), line.get("class")),
                columns.stream().map(column -> CELLS.get(line.get(column))), Stream.of(line.get("source"))).flatMap(cells -> cells).map(Cell::of).toList())).toList();
        List<String> headings = Stream.of(Stream.of("Type", "Libellé", "Classe"), columns.stream(), Stream.of("Source")).flatMap(cells -> cells).toList();
        return new Page("matrice.html", "Matrice d'habilitation",
                "<p>Type de document par colonne de professions. Une case inconnue est une case sans source publique ; le serveur la lit comme un non.</p>",
                List.of(Section.of("colonnes", "Par colonne", new Table(List.of("Colonne", "Professions", "Oui", "Non", "Inconnu"), counts)),
                        Section.of("matrice", "Toute la matrice : " + matrix.size() + " types", new Table(headings, rows))),
                "<p>Habilitation matrix: document type by profession column. A cell without a public source is unknown and read as no.</p>");
    }

    private String professionsOf(String column) {
        return professions.stream().filter(profession -> Arrays.asList(profession.get("column").split("/")).contains(column))
                .map(profession -> profession.get("code") + " " + profession.get("display")).distinct().collect(Collectors.joining(", "));
    }
}
