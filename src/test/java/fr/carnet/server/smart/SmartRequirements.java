package fr.carnet.server.smart;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The table of what is asked of the authorization server and of the calls of apps, {@code spec/smart-requirements.csv}. */
final class SmartRequirements {

    private static final String TABLE = "/spec/smart-requirements.csv";

    private SmartRequirements() {
    }

    /**
     * One thing that is asked.
     *
     * @param id     stable id, also the tag of its tests of this package
     * @param source page of SMART App Launch 2.2, section of an RFC, group of tests of Inferno, or this project's own rules
     * @param text   what it says
     * @param tests  {@code package.Class#method} below {@code fr.carnet.server} of each test that proves it
     */
    record Requirement(String id, String source, String text, List<String> tests) {
    }

    /** @return every requirement by its id, in the order of the table */
    static Map<String, Requirement> all() {
        Map<String, Requirement> all = new LinkedHashMap<>();
        try (Reader table = new InputStreamReader(Objects.requireNonNull(SmartRequirements.class.getResourceAsStream(TABLE), TABLE), StandardCharsets.UTF_8)) {
            for (CSVRecord row : CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(table)) {
                List<String> tests = Arrays.stream(row.get("tests").split(";")).map(String::strip).filter(test -> !test.isEmpty()).toList();
                Requirement one = new Requirement(row.get("id"), row.get("source"), row.get("text"), tests);
                if (all.put(one.id(), one) != null) {
                    throw new IllegalStateException(one.id() + " stands twice in " + TABLE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableMap(all);
    }
}
