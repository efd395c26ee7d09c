package fr.carnet.guide;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Tables of the project: commas, RFC 4180 quotes, a header. */
final class Csv {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private Csv() {
    }

    static List<CSVRecord> read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file); CSVParser parser = FORMAT.parse(text)) {
            return parser.getRecords();
        }
    }
}
