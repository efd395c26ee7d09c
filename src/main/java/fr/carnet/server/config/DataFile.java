package fr.carnet.server.config;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.core.io.ClassPathResource;

/** A CSV table that the build ships, with a header. */
public final class DataFile {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private DataFile() {
    }

    /**
     * @param path on the class path
     * @return its rows
     * @throws UncheckedIOException when it is not there
     */
    public static Stream<CSVRecord> read(String path) {
        try (InputStreamReader csv = new InputStreamReader(new ClassPathResource(path).getInputStream(), StandardCharsets.UTF_8); CSVParser parser = CSVParser.parse(csv, FORMAT)) {
            return parser.getRecords().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
