package fr.carnet.conformance;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.conformance.Outcome.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;
import org.hl7.fhir.r4.model.TestReport;

/**
 * The results of one run, in three shapes.
 *
 * @param base     FHIR base URL of the server
 * @param at       when the run ended
 * @param outcomes one for each requirement, in the order of the table
 */
record Report(String base, Instant at, List<Outcome> outcomes) {

    private static final String NAME = "PDSm4DMP et règles d'accès";
    private static final Map<Verdict, TestReport.TestReportActionResult> RESULTS = Map.of(Verdict.PASSED, TestReport.TestReportActionResult.PASS,
            Verdict.FAILED, TestReport.TestReportActionResult.FAIL, Verdict.NOT_RUN, TestReport.TestReportActionResult.SKIP);
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="fr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Conformité : %1$s</title>
            <style>
            body { font-family: system-ui, sans-serif; margin: 2rem; line-height: 1.4; color: #1a1a1a; background: #fff; }
            table { border-collapse: collapse; width: 100%%; }
            caption { text-align: left; font-weight: bold; padding: .5rem 0; }
            th, td { border: 1px solid #767676; padding: .4rem; text-align: left; vertical-align: top; }
            th[scope=row] { white-space: nowrap; }
            td:last-child { overflow-wrap: anywhere; min-width: 14rem; }
            td p { margin: 0; }
            td p + p { color: #595959; }
            .failed { background: #fde7e7; }
            .not_run { background: #fff4ce; }
            </style>
            </head>
            <body>
            <main>
            <h1>Conformité : %1$s</h1>
            <p>Serveur : <code>%2$s</code>, le <time>%3$s</time>.</p>
            <p><strong>Résultat : %4$s.</strong> %5$d conformes, %6$d non conformes, %7$d non vérifiées, sur %8$d exigences.</p>
            <p lang="en"><strong>Result: %9$s.</strong> %5$d passed, %6$d failed, %7$d not run, of %8$d requirements.</p>
            <table>
            <caption>Exigences et résultats <span lang="en">(requirements and results)</span></caption>
            <thead><tr><th scope="col">Id</th><th scope="col">Transaction</th><th scope="col">Exigence</th><th scope="col">Source</th>
            <th scope="col">Résultat</th><th scope="col">Constaté</th></tr></thead>
            <tbody>
            %10$s
            </tbody>
            </table>
            </main>
            </body>
            </html>
            """;
    private static final Map<TestReport.TestReportResult, String> FRENCH = Map.of(TestReport.TestReportResult.PASS, "conforme",
            TestReport.TestReportResult.FAIL, "non conforme", TestReport.TestReportResult.PENDING, "incomplet, des exigences ne sont pas vérifiées");

    /** @return a FHIR R4 TestReport as JSON; requirements that were not run are skipped actions */
    String testReport() {
        TestReport report = new TestReport();
        report.setName(NAME).setStatus(TestReport.TestReportStatus.COMPLETED).setResult(Outcome.overall(outcomes)).setTester("carnet-conformance").setIssued(Date.from(at));
        report.getTestScript().setDisplay(NAME).getIdentifier().setSystem("https://carnet.example.org/fhir/TestScript").setValue("pdsm4dmp-conformance");
        report.setScore(BigDecimal.valueOf(100 * Outcome.count(outcomes, Verdict.PASSED)).divide(BigDecimal.valueOf(outcomes.size()), 2, RoundingMode.HALF_UP));
        report.addParticipant().setType(TestReport.TestReportParticipantType.SERVER).setUri(base);
        for (Outcome outcome : outcomes) {
            TestReport.TestReportTestComponent test = report.addTest().setName(outcome.requirement().id()).setDescription(outcome.requirement().fr());
            TestReport.SetupActionAssertComponent action = test.addAction().getAssert().setResult(RESULTS.get(outcome.verdict()));
            if (!outcome.message().isEmpty()) {
                action.setMessage(outcome.message());
            }
        }
        return FhirContext.forR4Cached().newJsonParser().setPrettyPrint(true).encodeResourceToString(report);
    }

    /** @return one page, French first, without scripts */
    String html() {
        String rows = outcomes.stream().map(Report::row).collect(Collectors.joining("\n"));
        TestReport.TestReportResult overall = Outcome.overall(outcomes);
        return PAGE.formatted(escaped(NAME), escaped(base), at.truncatedTo(ChronoUnit.SECONDS), FRENCH.get(overall), Outcome.count(outcomes, Verdict.PASSED), Outcome.count(outcomes, Verdict.FAILED),
                Outcome.count(outcomes, Verdict.NOT_RUN), outcomes.size(), overall.toCode(), rows);
    }

    /** @return the table of the console, and under it what was seen where something failed */
    String table() {
        StringBuilder table = new StringBuilder("\n");
        for (Outcome outcome : outcomes) {
            table.append("%-11s %-9s %-8s %s%n".formatted(outcome.requirement().id(), outcome.requirement().transaction(), outcome.verdict().english(), outcome.requirement().fr()));
        }
        table.append('\n');
        outcomes.stream().filter(outcome -> outcome.verdict() != Verdict.PASSED)
                .forEach(outcome -> table.append("%s: %s: %s%n".formatted(outcome.requirement().id(), outcome.verdict().english(), outcome.message())));
        return table.append("%n%s: %d passed, %d failed, %d not run%n".formatted(Outcome.overall(outcomes).toCode(), Outcome.count(outcomes, Verdict.PASSED),
                Outcome.count(outcomes, Verdict.FAILED), Outcome.count(outcomes, Verdict.NOT_RUN))).toString();
    }

    private static String row(Outcome outcome) {
        return "<tr class=\"%s\"><th scope=\"row\">%s</th><td>%s</td><td><p>%s</p><p lang=\"en\">%s</p></td><td>%s</td><td>%s</td><td lang=\"en\">%s</td></tr>".formatted(
                outcome.verdict().name().toLowerCase(Locale.ROOT), escaped(outcome.requirement().id()), escaped(outcome.requirement().transaction()),
                escaped(outcome.requirement().fr()), escaped(outcome.requirement().en()), escaped(outcome.requirement().source()), outcome.verdict().french(), escaped(outcome.message()));
    }

    private static String escaped(String text) {
        return StringEscapeUtils.escapeHtml4(text);
    }
}
