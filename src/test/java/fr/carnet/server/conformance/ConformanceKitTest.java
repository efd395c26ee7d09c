package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import fr.carnet.conformance.Requirements;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.TestReport;
import org.hl7.fhir.r4.model.TestReport.TestReportActionResult;
import org.hl7.fhir.r4.model.TestReport.TestReportResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conformance kit passes against this server, and fails where it should: with tokens that are not what they say, and with tokens that are missing. */
class ConformanceKitTest {

    private static final String AUTHOR = "810000001506";
    private static final String READER = "810000001514";
    private static final String NARROW = "810000001522";
    private static final String BLOCKED = "810000001530";

    @TempDir
    private Path folder;
    private final TestServer server = TestServer.instance();
    private final Properties settings = new Properties();

    @BeforeEach
    void peopleAndRecords() {
        Records.Opened record = server.records().adult();
        Records.Opened other = server.records().adult();
        String author = server.tokens().doctor(AUTHOR);
        String reader = server.tokens().professional(READER, "60", null, null);
        String narrow = server.tokens().professional(NARROW, "28", null, null);
        server.records().authorised(record, author, AUTHOR);
        server.records().authorised(record, reader, READER);
        server.records().authorised(record, narrow, NARROW);
        settings.putAll(Map.of("token.author", author, "token.reader", reader, "token.narrow", narrow,
                "token.stranger", server.tokens().doctor("810000001548"), "token.blocked", server.tokens().doctor(BLOCKED),
                "token.holder", server.tokens().holder(record.id()), "token.other-holder", server.tokens().holder(other.id()),
                "token.structure", server.tokens().structure("1990000018"), "token.app", Apps.token(server, Apps.METER, record.id(), "patient/*.cruds")));
        settings.putAll(Map.of("patient.system", Records.INS, "patient.value", record.ins(), "patient.family", "MARTIN", "patient.given", "Camille",
                "patient.birth-date", "1980-01-15", "other-patient.value", other.ins(), "unknown-patient.value", Records.nextIns()));
        settings.putAll(Map.of("author.identifier", AUTHOR, "blocked.identifier", BLOCKED, "app.purpose", "GLYCEMIE", "app.type", "Observation"));
    }

    @Test
    @DisplayName("Every requirement passes against this server, and the reports say so")
    void passes() throws IOException {
        KitRun run = run();
        assertThat(run.messages()).isEmpty();
        assertThat(run.with(TestReportActionResult.PASS)).containsExactlyElementsOf(Requirements.all().keySet());
        assertThat(run.report().getResult()).isEqualTo(TestReportResult.PASS);
        assertThat(run.report().getScore()).isEqualByComparingTo("100");
        assertThat(run.html()).contains("<html lang=\"fr\">", "Résultat : conforme.").doesNotContain("<script", settings.getProperty("token.author"));
    }

    @Test
    @DisplayName("An authorised doctor in place of the one who is not: the requirements about him fail, and no others")
    void strangerIsNone() throws IOException {
        settings.setProperty("token.stranger", settings.getProperty("token.author"));
        KitRun run = run("access");
        assertThat(run.with(TestReportActionResult.FAIL)).containsExactly("ACC-03", "ACC-04", "ACC-05", "ACC-06");
        assertThat(run.report().getResult()).isEqualTo(TestReportResult.FAIL);
        assertThat(run.html()).contains("Résultat : non conforme.", "<tr class=\"failed\"><th scope=\"row\">ACC-03</th>");
        assertThat(run.results().values()).as("every result that a report can have").contains(TestReportActionResult.PASS, TestReportActionResult.FAIL, TestReportActionResult.SKIP);
        assertThat(errors(run.report())).as("what R4 says of the TestReport").isEmpty();
    }

    @Test
    @DisplayName("The author in place of the reader of masked documents: the requirements about masking fail, and no others")
    void readerIsTheAuthor() throws IOException {
        settings.setProperty("token.reader", settings.getProperty("token.author"));
        assertThat(run("access").with(TestReportActionResult.FAIL)).containsExactly("ACC-10", "ACC-11", "ACC-12", "ACC-13", "ACC-15");
    }

    @Test
    @DisplayName("A token that is not given: its requirements are not run, and the result is no pass")
    void missingToken() throws IOException {
        settings.remove("token.app");
        KitRun run = run("ACC-40", "ACC-33");
        assertThat(run.results()).containsEntry("ACC-40", TestReportActionResult.SKIP).containsEntry("ACC-33", TestReportActionResult.PASS);
        assertThat(run.messages()).contains("ACC-40: the settings give no token.app", "CAP-01: not selected");
        assertThat(run.report().getResult()).isEqualTo(TestReportResult.PENDING);
    }

    private KitRun run(String... tags) throws IOException {
        return KitRun.of(folder, server.api().base(), settings, tags);
    }

    private static List<String> errors(TestReport report) {
        FhirContext fhir = FhirContext.forR4Cached();
        ValidationSupportChain definitions = new ValidationSupportChain(new DefaultProfileValidationSupport(fhir), new InMemoryTerminologyServerValidationSupport(fhir),
                new CommonCodeSystemsTerminologyService(fhir));
        return fhir.newValidator().registerValidatorModule(new FhirInstanceValidator(definitions)).validateWithResult(report).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0).map(message -> message.getLocationString() + ": " + message.getMessage()).toList();
    }
}
