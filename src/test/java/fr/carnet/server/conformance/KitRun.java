package fr.carnet.server.conformance;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.hl7.fhir.r4.model.TestReport;
import org.hl7.fhir.r4.model.TestReport.TestReportActionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * One run of the conformance kit inside a test, as the JUnit Platform does it: its listener is found by the platform itself.
 *
 * @param report the TestReport that it wrote
 * @param html   the page that it wrote
 */
record KitRun(TestReport report, String html) {

    /**
     * @param folder   where it writes
     * @param base     FHIR base URL of the server
     * @param settings its settings
     * @param tags     what is run; everything when there is none
     */
    static KitRun of(Path folder, String base, Properties settings, String... tags) throws IOException {
        Path file = folder.resolve("settings.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        LauncherFactory.create().execute(kit(tags).configurationParameters(Map.of("base", base, "conformance.settings", file.toString(),
                "conformance.report", folder.toString(), "conformance.console", "false")).build());
        return new KitRun(FhirContext.forR4Cached().newJsonParser().parseResource(TestReport.class, Files.readString(folder.resolve("TestReport.json"))),
                Files.readString(folder.resolve("report.html")));
    }

    /** @return what finds the kit's tests */
    static LauncherDiscoveryRequestBuilder kit(String... tags) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectPackage("fr.carnet.conformance"))
                .filters(ClassNameFilter.includeClassNamePatterns(".*Conformance"), EngineFilter.includeEngines("junit-jupiter"));
        return tags.length == 0 ? request : request.filters(TagFilter.includeTags(tags));
    }

    /** @return each requirement's result, in the order of the report */
    Map<String, TestReportActionResult> results() {
        Map<String, TestReportActionResult> results = new LinkedHashMap<>();
        report.getTest().forEach(test -> results.put(test.getName(), test.getActionFirstRep().getAssert().getResult()));
        return results;
    }

    /** @return the requirements with this result */
    List<String> with(TestReportActionResult result) {
        return results().entrySet().stream().filter(entry -> entry.getValue() == result).map(Map.Entry::getKey).toList();
    }

    /** @return what was seen where a requirement did not pass, with its id in front */
    List<String> messages() {
        return report.getTest().stream().filter(test -> test.getActionFirstRep().getAssert().hasMessage())
                .map(test -> test.getName() + ": " + test.getActionFirstRep().getAssert().getMessage()).toList();
    }
}
