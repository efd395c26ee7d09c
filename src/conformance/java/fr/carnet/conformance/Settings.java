package fr.carnet.conformance;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * Which server is asked, about which record, with which tokens.
 *
 * @param base   FHIR base URL, without a slash at its end
 * @param values the settings file (src/conformance/README.md says each key)
 */
record Settings(String base, Properties values) {

    /** Configuration parameter, or system property, with the FHIR base URL. */
    static final String BASE = "base";
    /** Configuration parameter, or system property, with the path of the settings file; the demo's settings when absent. */
    static final String FILE = "conformance.settings";

    private static final String DEMO = "/conformance/demo.properties";

    /** @param parameters configuration parameters of the run */
    static Settings of(Function<String, Optional<String>> parameters) {
        String base = parameters.apply(BASE).filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalStateException("-Dbase=<FHIR base URL> is missing, for example -Dbase=http://127.0.0.1:8080/fhir"));
        Properties values = new Properties();
        try (Reader file = open(parameters.apply(FILE).filter(value -> !value.isBlank()))) {
            values.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the settings file is not readable", e);
        }
        return new Settings(base.replaceAll("/+$", ""), values);
    }

    /** @return the value of a key, {@code {origin}} filled in and {@code env:NAME} looked up */
    String value(String key) {
        String value = values.getProperty(key, "").strip();
        if (value.startsWith("env:")) {
            value = Objects.requireNonNullElse(System.getenv(value.substring("env:".length())), "");
        }
        if (value.isBlank()) {
            throw new NotRunException("the settings give no " + key);
        }
        return value.replace("{origin}", base.replaceAll("^(https?://[^/]+).*$", "$1"));
    }

    /** @return whether a key has a value */
    boolean has(String key) {
        return !values.getProperty(key, "").isBlank();
    }

    /** @return {@code system|value} of the test record's patient */
    String patient() {
        return value("patient.system") + "|" + value("patient.value");
    }

    /** @return {@code system|value} of nobody */
    String unknownPatient() {
        return value("patient.system") + "|" + value("unknown-patient.value");
    }

    /** @return {@code system|value} of somebody else */
    String otherPatient() {
        return value("patient.system") + "|" + value("other-patient.value");
    }

    private static Reader open(Optional<String> file) throws IOException {
        return file.isPresent() ? Files.newBufferedReader(Path.of(file.get()))
                : new InputStreamReader(Objects.requireNonNull(Settings.class.getResourceAsStream(DEMO), DEMO), StandardCharsets.UTF_8);
    }
}
