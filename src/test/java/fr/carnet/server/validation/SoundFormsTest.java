package fr.carnet.server.validation;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Finding;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What may be remembered of a validation: that no error was found, in this very form, under these very profiles. */
class SoundFormsTest {

    private static final Finding WARNING = new Finding(IssueSeverity.WARNING, IssueType.INVALID, "Binary", "rule", "fr", "en", Optional.empty());
    private static final Finding ERROR = new Finding(IssueSeverity.ERROR, IssueType.INVALID, "Binary", "rule", "fr", "en", Optional.empty());

    private final SoundForms forms = new SoundForms();
    private final AtomicInteger validations = new AtomicInteger();

    @Test
    @DisplayName("A form without an error is validated once, its warnings are told each time; in other words or under another profile it is another form")
    void sound() {
        assertThat(itself("form", List.of(), WARNING)).containsExactly(WARNING);
        assertThat(itself("form", List.of(), WARNING)).containsExactly(WARNING);
        assertThat(validations).hasValue(1);
        itself("form ", List.of());
        itself("form", List.of("https://example.org/profile"));
        assertThat(validations).hasValue(3);
    }

    @Test
    @DisplayName("A form with an error is validated each time")
    void faulty() {
        assertThat(itself("form", List.of(), WARNING, ERROR)).containsExactly(WARNING, ERROR);
        assertThat(itself("form", List.of(), WARNING, ERROR)).containsExactly(WARNING, ERROR);
        assertThat(validations).hasValue(2);
    }

    @Test
    @DisplayName("What was found in one resource of a form counts for others once a second one and the form itself were found the same")
    void ofAll() {
        assertThat(one("form", List.of(WARNING), List.of(WARNING))).containsExactly(WARNING);
        assertThat(one("form", List.of(WARNING), List.of(WARNING))).containsExactly(WARNING);
        assertThat(validations).as("two resources and the form").hasValue(3);
        assertThat(one("form", List.of(WARNING), List.of(WARNING))).containsExactly(WARNING);
        assertThat(validations).hasValue(3);
    }

    @Test
    @DisplayName("A form whose resources are not found the same, or not as it is itself, is never answered from memory")
    void notOfAll() {
        one("by value", List.of(), List.of());
        assertThat(one("by value", List.of(WARNING), List.of())).containsExactly(WARNING);
        assertThat(one("by value", List.of(), List.of())).isEmpty();
        assertThat(one("by value", List.of(WARNING), List.of())).containsExactly(WARNING);
        assertThat(one("other form", List.of(), List.of(ERROR))).isEmpty();
        assertThat(one("other form", List.of(), List.of(ERROR))).isEmpty();
        assertThat(one("other form", List.of(ERROR), List.of(ERROR))).containsExactly(ERROR);
    }

    @Test
    @DisplayName("Few forms are kept: what clients send does not fill the memory, and the one used last stays")
    void bounded() {
        itself("used", List.of());
        for (int other = 0; other < 2_000; other++) {
            itself("form " + other, List.of());
            itself("used", List.of());
        }
        assertThat(validations).hasValue(2_001);
        itself("form 0", List.of());
        assertThat(validations).as("pushed out by newer ones").hasValue(2_002);
        List<Finding> many = Collections.nCopies(50, WARNING);
        one("many", many, many);
        one("many", many, many);
        one("many", many, many);
        assertThat(validations).as("too many findings to keep").hasValue(2_005);
    }

    private List<Finding> itself(String form, List<String> profiles, Finding... found) {
        return forms.findings(SoundForms.Key.of(form, profiles), true, () -> validated(List.of(found)), () -> validated(List.of(found)));
    }

    private List<Finding> one(String form, List<Finding> sent, List<Finding> made) {
        return forms.findings(SoundForms.Key.of(form, List.of()), false, () -> validated(sent), () -> validated(made));
    }

    private List<Finding> validated(List<Finding> found) {
        validations.incrementAndGet();
        return found;
    }
}
