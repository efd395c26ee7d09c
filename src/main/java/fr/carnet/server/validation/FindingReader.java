package fr.carnet.server.validation;

import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import fr.carnet.enforcement.hapi.Answers;
import fr.carnet.enforcement.hapi.Finding;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.config.DataFile;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.stereotype.Component;

/**
 * Words what HAPI's validator found: a sentence of ours, in both languages, then the validator's own words, which name the detail and exist in English
 * only. Rules of the project's own profiles have their own sentence ({@code profiles/constraint-texts.csv}); what is tolerated from others' software
 * becomes a warning ({@code profiles/tolerated.csv}).
 */
@Component
final class FindingReader {

    private static final int LONGEST = 400;
    /** HAPI's path tells the type of what a place holds: {@code entry[0].resource/*List/null*&#47;.status}. */
    private static final Pattern TYPES_IN_PATH = Pattern.compile("/\\*[^*]*\\*/");

    private final List<Sentence> sentences;
    private final Map<String, Sentence> rules = new HashMap<>();
    private final Set<String> tolerated;

    /** A sentence for what the validator calls by a name. */
    private record Sentence(Pattern message, IssueType type, String french, String english) {
    }

    FindingReader() {
        sentences = DataFile.read("fr/carnet/server/validation/findings.csv")
                .map(line -> new Sentence(Pattern.compile(line.get("message")), IssueType.fromCode(line.get("type")), line.get("fr"), line.get("en"))).toList();
        DataFile.read("profiles/constraint-texts.csv").forEach(this::rule);
        tolerated = DataFile.read("profiles/tolerated.csv").map(line -> line.get("key")).collect(Collectors.toUnmodifiableSet());
    }

    private void rule(CSVRecord line) {
        rules.put(line.get("key"), new Sentence(Pattern.compile(""), IssueType.INVARIANT, line.get("fr"), line.get("en")));
    }

    /** @return the finding; empty for what is neither an error nor a warning */
    Optional<Finding> read(SingleValidationMessage message) {
        if (message.getSeverity() == null || message.getSeverity() == ResultSeverityEnum.INFORMATION) {
            return Optional.empty();
        }
        String id = Objects.requireNonNullElse(message.getMessageId(), "");
        // Invariants come as canonical#key.
        String key = id.substring(id.lastIndexOf('#') + 1);
        boolean warning = message.getSeverity() == ResultSeverityEnum.WARNING || tolerated.contains(key);
        Sentence own = rules.get(key);
        Sentence sentence = own != null ? own : sentences.stream().filter(candidate -> candidate.message().matcher(key).matches()).findFirst().orElseThrow();
        String detail = own != null ? "" : " [" + shortened(message.getMessage()) + "]";
        return Optional.of(new Finding(warning ? IssueSeverity.WARNING : IssueSeverity.ERROR, sentence.type(), path(message.getLocationString()), key,
                sentence.french() + detail, sentence.english() + detail, Optional.empty()));
    }

    /** @return a refusal by a rule in code, as a finding */
    Finding read(Refusal refusal) {
        return new Finding(IssueSeverity.ERROR, refusal.answer().type(), Objects.requireNonNullElse(refusal.expression(), ""),
                Objects.requireNonNullElse(refusal.detail(), refusal.answer().code()), Answers.text(refusal, Locale.FRENCH), Answers.text(refusal, Locale.ENGLISH), Optional.of(refusal));
    }

    private static String path(String location) {
        return location == null ? "" : TYPES_IN_PATH.matcher(location).replaceAll("");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
