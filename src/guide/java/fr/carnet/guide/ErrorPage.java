package fr.carnet.guide;

import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.guide.Page.Cell;
import fr.carnet.guide.Page.Row;
import fr.carnet.guide.Page.Section;
import fr.carnet.guide.Page.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;

/** Every refusal, with its status and words as the server says them. */
final class ErrorPage {

    private static final String SYSTEM = "/CodeSystem/carnet-issue";
    private static final String TEXTS = "fr.carnet.enforcement.hapi.answers";

    private final Map<String, ConceptDefinitionComponent> codes;
    private final Markdown markdown;
    private final ResourceBundle french = ResourceBundle.getBundle(TEXTS, Locale.FRENCH);
    private final ResourceBundle english = ResourceBundle.getBundle(TEXTS, Locale.ENGLISH);

    ErrorPage(Sources sources, Markdown markdown) {
        this.codes = sources.of(CodeSystem.class).stream().filter(system -> system.getUrl().endsWith(SYSTEM)).flatMap(system -> system.getConcept().stream())
                .collect(Collectors.toMap(ConceptDefinitionComponent::getCode, concept -> concept));
        this.markdown = markdown;
    }

    List<Page> pages() {
        Set<String> details = new TreeSet<>(french.keySet());
        Arrays.stream(Answer.values()).map(Answer::code).forEach(details::remove);
        List<Row> answers = Arrays.stream(Answer.values()).map(this::row).toList();
        List<Row> rules = details.stream().map(key -> new Row(key, List.of(Cell.of(key), Cell.of(words(french, key)), Cell.english(words(english, key))))).toList();
        return List.of(markdown.page("erreurs", List.of(
                Section.of("reponses", "Réponses d'erreur", new Table(List.of("Code carnet-issue", "HTTP", "issue.code", "Libellé", "Texte", "Sens", "English"), answers)),
                Section.of("textes", "Textes plus précis", markdown.html("Un texte plus précis remplace celui du code quand la règle en cause est connue. Les points de suspension tiennent la place "
                        + "d'une valeur."), new Table(List.of("Règle", "Texte", "English"), rules)))));
    }

    private Row row(Answer answer) {
        ConceptDefinitionComponent concept = codes.get(answer.code());
        if (concept == null) {
            throw new IllegalStateException("CodeSystem carnet-issue has no code " + answer.code());
        }
        return new Row(answer.code(), List.of(Cell.of(answer.code()), Cell.of(String.valueOf(answer.status())), Cell.of(answer.type().toCode()), Cell.of(concept.getDisplay()),
                Cell.of(words(french, answer.code())), Cell.of(concept.getDefinition()), Cell.english(words(english, answer.code()))));
    }

    /** The pattern of a MessageFormat, for people. */
    private static String words(ResourceBundle texts, String key) {
        return texts.getString(key).replace("''", "'").replaceAll("\\{\\d+[^}]*}", "…");
    }
}
