package fr.carnet.server.validation;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Finding;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What may be remembered of a validation: that nothing was found, in this very form, under these very profiles. */
class SoundFormsTest {

    private static final Finding WARNING = new Finding(IssueSeverity.WARNING, IssueType.INVALID, "Binary", "rule", "fr", "en", Optional.empty());
    private static final SoundForms.Form BINARY = new SoundForms.Form("{\"resourceType\":\"Binary\"}", List.of());

    private final SoundForms forms = new SoundForms();
    private final AtomicInteger validations = new AtomicInteger();

    @Test
    @DisplayName("A form in which nothing was found is validated once; in other words or under another profile it is another form")
    void sound() {
        assertThat(findings(BINARY)).isEmpty();
        assertThat(findings(BINARY)).isEmpty();
        assertThat(validations).hasValue(1);
        findings(new SoundForms.Form(BINARY.json() + " ", List.of()));
        findings(new SoundForms.Form(BINARY.json(), List.of("https://example.org/profile")));
        assertThat(validations).hasValue(3);
    }

    @Test
    @DisplayName("A form with a finding, a warning too, is validated each time")
    void faulty() {
        assertThat(findings(BINARY, WARNING)).containsExactly(WARNING);
        assertThat(findings(BINARY, WARNING)).containsExactly(WARNING);
        assertThat(validations).hasValue(2);
    }

    @Test
    @DisplayName("Few and short forms are kept: what clients send does not fill the memory, and the one used last stays")
    void bounded() {
        SoundForms.Form longOne = new SoundForms.Form("x".repeat(20_000), List.of());
        findings(longOne);
        findings(longOne);
        assertThat(validations).as("too long to keep").hasValue(2);
        findings(BINARY);
        for (int other = 0; other < 100; other++) {
            findings(new SoundForms.Form("form " + other, List.of()));
            findings(BINARY);
        }
        assertThat(validations).hasValue(103);
        findings(new SoundForms.Form("form 0", List.of()));
        assertThat(validations).as("pushed out by newer ones").hasValue(104);
    }

    private List<Finding> findings(SoundForms.Form form, Finding... found) {
        return forms.findings(form, () -> {
            validations.incrementAndGet();
            return List.of(found);
        });
    }
}
