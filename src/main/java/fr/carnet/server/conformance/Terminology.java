package fr.carnet.server.conformance;

import ca.uhn.fhir.context.ConfigurationException;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.context.support.ValueSetExpansionOptions;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.validation.Definitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceComponent;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Code systems and value sets of the catalogue, of R4 and of the operator's packages, and HAPI's in-memory terminology over them. It asks no database: a
 * code system that is not loaded is known only by the codes that a value set names.
 */
@Component
final class Terminology {

    private static final int LONGEST_QUOTE = 200;

    private final Definitions definitions;
    private final InMemoryTerminologyServerValidationSupport memory;
    private final ValidationSupportContext context;

    Terminology(FhirContext fhir, @Lazy Definitions definitions) {
        this.definitions = definitions;
        this.memory = new InMemoryTerminologyServerValidationSupport(fhir);
        this.context = new ValidationSupportContext(new Loaded(fhir, definitions));
    }

    /**
     * @param url canonical, with or without {@code |version}
     * @throws Refusal 404 when there is none
     */
    CodeSystem codeSystem(String url) {
        return definitions.support().fetchCodeSystem(url) instanceof CodeSystem system ? system : unknown("unknown-code-system", url);
    }

    /**
     * @param url canonical, with or without {@code |version}
     * @throws Refusal 404 when there is none
     */
    ValueSet valueSet(String url) {
        return definitions.support().fetchValueSet(url) instanceof ValueSet set ? set : unknown("unknown-value-set", url);
    }

    /**
     * @return a code of a code system
     * @throws Refusal 404 when the server does not hold the system's codes
     */
    Optional<ConceptDefinitionComponent> concept(CodeSystem system, String code) {
        if (system.getContent() == CodeSystemContentMode.NOTPRESENT) {
            throw Refusal.of(Answer.NOT_FOUND, "codes-not-present", quotable(system.getUrl()));
        }
        return concepts(system.getConcept()).filter(concept -> system.getCaseSensitive() ? code.equals(concept.getCode()) : code.equalsIgnoreCase(concept.getCode())).findFirst();
    }

    /** @return whether a value set has a code */
    boolean has(ValueSet set, String system, String code) {
        IValidationSupport.CodeValidationResult found = memory.validateCodeInValueSet(context, new ConceptValidationOptions(), system, code, null, set);
        return found != null && found.isOk();
    }

    /**
     * @return every code of a value set with its names
     * @throws Refusal 422 when it takes a code system that the server does not hold
     */
    List<Term> terms(ValueSet set) {
        Map<String, Optional<CodeSystem>> systems = new HashMap<>();
        return expansion(set).map(found -> {
            Optional<CodeSystem> system = systems.computeIfAbsent(found.getSystem(), url -> Optional.ofNullable((CodeSystem) definitions.support().fetchCodeSystem(url)));
            return term(set, system, found);
        }).toList();
    }

    /** @return a concept of a code system with its names */
    Term term(CodeSystem system, ConceptDefinitionComponent concept) {
        return new Term(system.getUrl(), concept.getCode(), concept.getDisplay(), language(system.getLanguage()), names(concept));
    }

    private Stream<ValueSetExpansionContainsComponent> expansion(ValueSet set) {
        try {
            IValidationSupport.ValueSetExpansionOutcome outcome = memory.expandValueSet(context, new ValueSetExpansionOptions(), set);
            if (outcome != null && outcome.getError() == null && outcome.getValueSet() instanceof ValueSet expanded) {
                return expanded.getExpansion().getContains().stream();
            }
        } catch (ConfigurationException notHeld) {
            throw Refusal.of(Answer.BUSINESS_RULE, "not-expandable", quotable(set.getUrl()));
        }
        throw Refusal.of(Answer.BUSINESS_RULE, "not-expandable", quotable(set.getUrl()));
    }

    /** The value set's own names come before those of the code system: it is what was asked for. */
    private Term term(ValueSet set, Optional<CodeSystem> system, ValueSetExpansionContainsComponent found) {
        Optional<ConceptReferenceComponent> listed = set.getCompose().getInclude().stream().filter(include -> found.getSystem().equals(include.getSystem()))
                .flatMap(include -> include.getConcept().stream()).filter(concept -> found.getCode().equals(concept.getCode())).findFirst();
        Optional<Term> defined = system.flatMap(loaded -> concepts(loaded.getConcept()).filter(concept -> found.getCode().equals(concept.getCode())).findFirst()
                .map(concept -> term(loaded, concept)));
        List<Term.Name> names = new ArrayList<>();
        listed.ifPresent(concept -> concept.getDesignation().forEach(name -> names.add(new Term.Name(language(name.getLanguage()), name.getValue()))));
        defined.ifPresent(term -> names.addAll(term.names()));
        Optional<String> display = listed.map(ConceptReferenceComponent::getDisplay);
        defined.filter(term -> display.isPresent() && term.display() != null && !display.get().equals(term.display()))
                .ifPresent(term -> names.add(new Term.Name(term.language(), String.valueOf(term.display()))));
        String language = display.isPresent() ? language(set.getLanguage()) : defined.map(Term::language).orElse("");
        return new Term(found.getSystem(), found.getCode(), display.or(() -> defined.map(Term::display)).orElse(found.getDisplay()), language, names.stream().distinct().toList());
    }

    private static List<Term.Name> names(ConceptDefinitionComponent concept) {
        return concept.getDesignation().stream().map(name -> new Term.Name(language(name.getLanguage()), name.getValue())).toList();
    }

    private static String language(@Nullable String language) {
        return language == null ? "" : language;
    }

    private static Stream<ConceptDefinitionComponent> concepts(List<ConceptDefinitionComponent> level) {
        return level.stream().flatMap(concept -> Stream.concat(Stream.of(concept), concepts(concept.getConcept())));
    }

    /** @return a caller's word, when it is short and plain enough to be quoted back */
    static String quotable(@Nullable String word) {
        return word != null && word.length() <= LONGEST_QUOTE && word.matches("[\\p{L}\\p{N} _.,:/|()'+-]+") ? word : "?";
    }

    private static <T> T unknown(String text, String url) {
        throw Refusal.of(Answer.NOT_FOUND, text, quotable(url));
    }

    /** Definitions as they were loaded, and nothing that guesses codes of systems that were not: a value set's own list decides. */
    private record Loaded(FhirContext fhir, Definitions definitions) implements IValidationSupport {

        @Override
        public FhirContext getFhirContext() {
            return fhir;
        }

        @Override
        public @Nullable IBaseResource fetchCodeSystem(String url) {
            return definitions.support().fetchCodeSystem(url);
        }

        @Override
        public @Nullable IBaseResource fetchValueSet(String url) {
            return definitions.support().fetchValueSet(url);
        }
    }
}
