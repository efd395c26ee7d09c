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
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

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
        TestReport report = run();
        assertThat(results(report)).containsOnlyKeys(Requirements.all().keySet());
        assertThat(messages(report)).isEmpty();
        assertThat(results(report).values()).containsOnly(TestReportActionResult.PASS);
        assertThat(report.getResult()).isEqualTo(TestReportResult.PASS);
        assertThat(report.getScore()).isEqualByComparingTo("100");
        assertThat(errors(report)).isEmpty();
        assertThat(Files.readString(folder.resolve("report.html"))).contains("<html lang=\"fr\">", "Résultat : conforme.").doesNotContain("<script", settings.getProperty("token.author"));
    }

    @Test
    @DisplayName("An authorised doctor in place of the one who is not: the requirements about him fail, and no others")
    void strangerIsNone() throws IOException {
        settings.setProperty("token.stranger", settings.getProperty("token.author"));
        TestReport report = run("access");
        assertThat(withResult(report, TestReportActionResult.FAIL)).containsExactly("ACC-03", "ACC-04", "ACC-05", "ACC-06");
        assertThat(report.getResult()).isEqualTo(TestReportResult.FAIL);
        assertThat(Files.readString(folder.resolve("report.html"))).contains("Résultat : non conforme.", "<tr class=\"failed\"><th scope=\"row\">ACC-03</th>");
    }

    @Test
    @DisplayName("The author in place of the reader of masked documents: the requirements about masking fail")
    void readerIsTheAuthor() throws IOException {
        settings.setProperty("token.reader", settings.getProperty("token.author"));
        assertThat(withResult(run("access"), TestReportActionResult.FAIL)).containsExactly("ACC-10", "ACC-11", "ACC-12", "ACC-13", "ACC-15");
    }

    @Test
    @DisplayName("A token that is not given: its requirements are not run, and the result is no pass")
    void missingToken() throws IOException {
        settings.remove("token.app");
        TestReport report = run("ACC-40", "ACC-33");
        assertThat(results(report)).containsEntry("ACC-40", TestReportActionResult.SKIP).containsEntry("ACC-33", TestReportActionResult.PASS);
        assertThat(messages(report)).contains("ACC-40: the settings give no token.app", "CAP-01: not selected");
        assertThat(report.getResult()).isEqualTo(TestReportResult.PENDING);
    }

    @Test
    @DisplayName("Nobody answers: everything fails")
    void noServer() throws IOException {
        settings.setProperty("token.author", "http://127.0.0.1:1/token");
        TestReport report = run("ITI-105");
        assertThat(withResult(report, TestReportActionResult.FAIL)).hasSize(11);
        assertThat(messages(report)).contains("TD2-01: no answer from the server under test");
    }

    @Test
    @DisplayName("Each requirement has one test, tagged with its id and its transaction, and each test has one requirement")
    void tableAndTests() {
        List<String> tested = new ArrayList<>();
        TestPlan plan = LauncherFactory.create().discover(kit().build());
        plan.getRoots().stream().flatMap(root -> plan.getDescendants(root).stream()).filter(TestIdentifier::isTest).forEach(test -> {
            List<String> tags = test.getTags().stream().map(TestTag::getName).toList();
            List<String> ids = tags.stream().filter(Requirements.all()::containsKey).toList();
            assertThat(ids).as(test.getUniqueId()).hasSize(1);
            assertThat(tags).as(test.getUniqueId()).containsExactlyInAnyOrder(ids.get(0), Requirements.all().get(ids.get(0)).transaction());
            tested.addAll(ids);
        });
        assertThat(tested).containsExactlyInAnyOrderElementsOf(Requirements.all().keySet());
        assertThat(Requirements.all().values()).allSatisfy(requirement -> assertThat(List.of(requirement.fr(), requirement.en(), requirement.source())).noneMatch(String::isBlank));
    }

    /** Runs the kit as the JUnit Platform does, its listener found by the platform itself. @return the TestReport that it wrote */
    private TestReport run(String... tags) throws IOException {
        Path file = folder.resolve("settings.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        LauncherFactory.create().execute(kit(tags).configurationParameters(Map.of("base", server.api().base(), "conformance.settings", file.toString(),
                "conformance.report", folder.toString(), "conformance.console", "false")).build());
        return FhirContext.forR4Cached().newJsonParser().parseResource(TestReport.class, Files.readString(folder.resolve("TestReport.json")));
    }

    private static LauncherDiscoveryRequestBuilder kit(String... tags) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectPackage("fr.carnet.conformance"))
                .filters(ClassNameFilter.includeClassNamePatterns(".*Conformance"), EngineFilter.includeEngines("junit-jupiter"));
        return tags.length == 0 ? request : request.filters(TagFilter.includeTags(tags));
    }

    private static Map<String, TestReportActionResult> results(TestReport report) {
        Map<String, TestReportActionResult> results = new LinkedHashMap<>();
        report.getTest().forEach(test -> results.put(test.getName(), test.getActionFirstRep().getAssert().getResult()));
        return results;
    }

    private static List<String> withResult(TestReport report, TestReportActionResult result) {
        return results(report).entrySet().stream().filter(entry -> entry.getValue() == result).map(Map.Entry::getKey).toList();
    }

    private static List<String> messages(TestReport report) {
        return report.getTest().stream().filter(test -> test.getActionFirstRep().getAssert().hasMessage())
                .map(test -> test.getName() + ": " + test.getActionFirstRep().getAssert().getMessage()).toList();
    }

    private static List<String> errors(TestReport report) {
        FhirContext fhir = FhirContext.forR4Cached();
        ValidationSupportChain definitions = new ValidationSupportChain(new DefaultProfileValidationSupport(fhir), new InMemoryTerminologyServerValidationSupport(fhir),
                new CommonCodeSystemsTerminologyService(fhir));
        return fhir.newValidator().registerValidatorModule(new FhirInstanceValidator(definitions)).validateWithResult(report).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0).map(message -> message.getLocationString() + ": " + message.getMessage()).toList();
    }
}
