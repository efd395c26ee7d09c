package fr.carnet.enforcement.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DynamicTest;

/** One executable table: {@code spec/<name>.csv}, with at least the columns rule, situation, expect and because. */
public final class SpecTable {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();

    private SpecTable() {
    }

    /** @return the rows of a table; a row with a missing cell, or without rule, situation, expectation or reason, is an error */
    public static List<CSVRecord> rows(String name) {
        InputStream file = Objects.requireNonNull(SpecTable.class.getResourceAsStream("/spec/" + name + ".csv"), name);
        try (CSVParser parser = CSVParser.parse(new InputStreamReader(file, StandardCharsets.UTF_8), FORMAT)) {
            List<CSVRecord> rows = parser.getRecords();
            rows.forEach(row -> {
                if (!row.isConsistent() || Stream.of("rule", "situation", "expect", "because").anyMatch(column -> row.get(column).isEmpty())) {
                    throw new IllegalArgumentException("spec/" + name + ".csv, row " + row.getRecordNumber() + " is incomplete: " + row.toList());
                }
            });
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return one test per row, named by its rule, its situation and what is expected */
    public static Stream<DynamicTest> tests(String name, Consumer<CSVRecord> check) {
        return rows(name).stream().map(row -> DynamicTest.dynamicTest(
                row.get("rule") + " " + row.get("situation") + " -> " + row.get("expect"), () -> check.accept(row)));
    }
}
