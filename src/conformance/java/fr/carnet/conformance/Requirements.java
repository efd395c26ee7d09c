package fr.carnet.conformance;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The table of requirements, {@code conformance/requirements.csv}. */
public final class Requirements {

    private static final String TABLE = "/conformance/requirements.csv";

    private Requirements() {
    }

    /**
     * One thing that a server must do.
     *
     * @param id          stable id, also the tag of its test
     * @param transaction tag of its transaction, or of its chapter
     * @param fr          what it says, in French
     * @param en          the same in English
     * @param source      where it comes from
     */
    public record Requirement(String id, String transaction, String fr, String en, String source) {
    }

    /** @return every requirement by its id, in the order of the table */
    public static Map<String, Requirement> all() {
        Map<String, Requirement> all = new LinkedHashMap<>();
        try (Reader table = new InputStreamReader(Objects.requireNonNull(Requirements.class.getResourceAsStream(TABLE), TABLE), StandardCharsets.UTF_8)) {
            for (CSVRecord row : CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(table)) {
                Requirement one = new Requirement(row.get("id"), row.get("transaction"), row.get("fr"), row.get("en"), row.get("source"));
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
