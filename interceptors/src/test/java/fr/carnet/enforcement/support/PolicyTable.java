package fr.carnet.enforcement.support;

import fr.carnet.enforcement.policy.AccessPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/** The tables that are put to the whole engine: columns rule, situation, caller, act, at, record, document, expect, because. */
public final class PolicyTable {

    /** Names of these tables. */
    public static final List<String> NAMES = List.of("lifecycle", "block", "authorisation", "status", "habilitation", "masking", "delegation", "authorship",
            "breakglass", "deposit-opposition", "compartment", "purpose");

    private static final AccessPolicy POLICY = Rules.policy();

    private PolicyTable() {
    }

    /** @return one test per row of a table, put to all rules together */
    public static Stream<DynamicTest> tests(String name) {
        return SpecTable.tests(name, PolicyTable::check);
    }

    /** @return whether a row comes out as it says under these rules */
    public static boolean holds(CSVRecord row, AccessPolicy policy) {
        return situation(row).under(policy).is(row.get("expect"));
    }

    /** @return every situation of every table */
    public static Stream<Situation> situations() {
        return NAMES.stream().flatMap(name -> SpecTable.rows(name).stream()).map(PolicyTable::situation);
    }

    private static void check(CSVRecord row) {
        Situation.Outcome outcome = situation(row).under(POLICY);
        Assertions.assertThat(outcome.is(row.get("expect")))
                .as("%s %s: expected %s because %s, but got %s %s", row.get("rule"), row.get("situation"), row.get("expect"), row.get("because"),
                        outcome.word(), outcome.reasons())
                .isTrue();
    }

    private static Situation situation(CSVRecord row) {
        return SituationReader.read(row.get("caller"), row.get("act"), row.get("at"), row.get("record"), row.get("document"));
    }
}
