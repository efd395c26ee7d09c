package fr.carnet.enforcement.habilitation;

import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads {@code habilitation-matrix.csv}. Anything it does not understand is an error: a matrix is never half loaded. */
public final class HabilitationMatrixReader {

    private static final List<String> DESCRIPTION = List.of("type", "system", "display", "class", "source");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    /**
     * @param csv one row per document type, one column per profession column, cells {@code yes}, {@code no}, {@code unknown}
     * @return the matrix
     * @throws IOException              when the text cannot be read
     * @throws IllegalArgumentException for a duplicate type, an unknown cell or a missing column, naming the line
     */
    public HabilitationMatrix read(Reader csv) throws IOException {
        try (CSVParser parser = CSVParser.parse(csv, FORMAT)) {
            List<String> header = parser.getHeaderNames();
            if (!header.containsAll(DESCRIPTION)) {
                throw new IllegalArgumentException("habilitation matrix: the header must have the columns " + DESCRIPTION);
            }
            List<String> columns = header.stream().filter(name -> !DESCRIPTION.contains(name)).toList();
            Map<String, Map<String, Cell>> rows = new HashMap<>();
            Map<String, DocumentType> described = new HashMap<>();
            for (CSVRecord line : parser) {
                if (!line.isConsistent() || line.get("type").isBlank()) {
                    throw new IllegalArgumentException("habilitation matrix, line " + parser.getCurrentLineNumber() + ": wrong number of cells or no type");
                }
                if (rows.put(line.get("type"), row(line, columns, parser.getCurrentLineNumber())) != null) {
                    throw new IllegalArgumentException("habilitation matrix, line " + parser.getCurrentLineNumber() + ": type " + line.get("type") + " twice");
                }
                described.put(line.get("type"), new DocumentType(line.get("system"), line.get("display")));
            }
            return new HabilitationMatrix(columns, rows, described);
        }
    }

    private static Map<String, Cell> row(CSVRecord line, List<String> columns, long number) {
        Map<String, Cell> row = new HashMap<>();
        for (String column : columns) {
            row.put(column, switch (line.get(column).trim().toLowerCase(Locale.ROOT)) {
                case "yes" -> Cell.YES;
                case "no" -> Cell.NO;
                case "unknown" -> Cell.UNKNOWN;
                default -> throw new IllegalArgumentException("habilitation matrix, line " + number + ", column " + column
                        + ": '" + line.get(column) + "' is none of yes, no, unknown");
            });
        }
        return Map.copyOf(row);
    }
}
