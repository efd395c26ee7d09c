package fr.carnet.enforcement.oracle;

import fr.carnet.enforcement.support.Rules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.jspecify.annotations.Nullable;

/** Every kind of caller in every standing that the rules tell apart. */
final class OracleCallers {

    private static final List<Boolean> EITHER = List.of(false, true);
    /** Sections of the pharmacists' order, and none. */
    private static final List<@Nullable String> SECTIONS = Arrays.asList(null, "A", "B", "C", "D", "E", "G", "H");

    private OracleCallers() {
    }

    static List<OracleCaller> all() throws IOException {
        return Stream.concat(professionals().stream(), others()).toList();
    }

    /** Each profession of the file, an unheard-of one, each section of pharmacists, each savoir-faire that matters: in all 32 standings. */
    private static List<OracleCaller> professionals() throws IOException {
        List<OracleCaller> callers = new ArrayList<>();
        for (String profession : professions()) {
            for (String section : "21".equals(profession) ? SECTIONS : Arrays.asList((String) null)) {
                for (String savoirFaire : "10".equals(profession) ? Arrays.asList(null, "SM54", "SM25") : Arrays.asList((String) null)) {
                    standings(profession, savoirFaire, section, callers);
                }
            }
        }
        return callers;
    }

    private static void standings(String profession, @Nullable String savoirFaire, @Nullable String section, List<OracleCaller> callers) {
        for (String authorisation : Arrays.asList(null, "person", "structure", "ended")) {
            for (boolean blocked : EITHER) {
                for (boolean attending : EITHER) {
                    for (boolean author : EITHER) {
                        callers.add(new OracleCaller("professional", profession, savoirFaire, section, authorisation, blocked, attending, author,
                                false, null, true));
                    }
                }
            }
        }
    }

    private static Stream<OracleCaller> others() {
        return EITHER.stream().flatMap(adult -> EITHER.stream().flatMap(author -> Stream.concat(
                Stream.of("structure", "holder", "app", "insurer", "support", "anonymous")
                        .flatMap(kind -> EITHER.stream().map(own -> other(kind, author, own, null, adult))),
                Stream.of(null, "parent", "guardian", "guardian ended", "caregiver")
                        .flatMap(delegation -> EITHER.stream().map(own -> other("representative", author, own, delegation, adult))))));
    }

    private static OracleCaller other(String kind, boolean author, boolean own, @Nullable String delegation, boolean adult) {
        return new OracleCaller(kind, null, null, null, null, false, false, author, own, delegation, adult);
    }

    private static List<String> professions() throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser lines = CSVParser.parse(Rules.terminology("professions.csv"), format)) {
            return Stream.concat(lines.stream().map(line -> line.get("code")), Stream.of("00")).distinct().toList();
        }
    }
}
