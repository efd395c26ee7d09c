package fr.carnet.server.conformance;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Answers;
import fr.carnet.enforcement.hapi.Refusal;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What terminology operations have in common: their parameters, from the URL and from a body alike, each known and given once, and the words of their
 * answers. What the URL says was checked by the allow-list; a body is held to the same list here.
 */
@Component
final class Asked {

    private static final String TEXTS = "fr.carnet.server.conformance.terminology";
    private static final ResourceBundle.Control NO_FALLBACK = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /** May be given more than once. */
    private static final String REPEATED = "property";

    /** What only a body can hold. */
    private static final Set<String> STRUCTURED = Set.of("coding", "codeableConcept");

    private final AllowList allowList;

    Asked(AllowList allowList) {
        this.allowList = allowList;
    }

    /**
     * @param request a terminology operation
     * @throws Refusal 400 for a parameter that is not offered, or given twice
     */
    void check(RequestDetails request) {
        Set<String> offered = new TreeSet<>(STRUCTURED);
        allowList.rows().stream().filter(row -> row.type().equals(request.getResourceName()) && row.interaction().equals(request.getOperation()))
                .map(AllowedInteraction::parameters).forEach(offered::addAll);
        List<String> given = new ArrayList<>();
        request.getParameters().forEach((name, values) -> given.addAll(List.of(values).stream().map(value -> name).toList()));
        if (request.getResource() instanceof Parameters body) {
            for (Parameters.ParametersParameterComponent parameter : body.getParameter()) {
                offeredOnly(String.valueOf(parameter.getName()), offered);
                given.add(parameter.getName());
            }
        }
        Set<String> once = new HashSet<>();
        given.stream().filter(name -> !REPEATED.equals(name) && !once.add(name)).findFirst().ifPresent(name -> {
            throw Refusal.of(Answer.INVALID_REQUEST, "parameter-twice", Terminology.quotable(name));
        });
    }

    private static void offeredOnly(String name, Set<String> offered) {
        if (!offered.contains(name)) {
            throw Refusal.of(Answer.UNKNOWN_PARAMETER, "unknown-parameter", Terminology.quotable(name), String.join(", ", offered));
        }
    }

    /** @return a parameter's value, null when it was not given or is empty */
    static @Nullable String text(@Nullable IPrimitiveType<String> parameter) {
        return parameter == null || parameter.isEmpty() ? null : parameter.getValueAsString();
    }

    /** @return a parameter that the operation cannot do without */
    static String required(@Nullable String value, String name) {
        if (value == null) {
            throw Refusal.of(Answer.INVALID_REQUEST, "parameter-required", name);
        }
        return value;
    }

    /** @return the id that the URL names, null for an operation on the type */
    static @Nullable String id(@Nullable IdType id) {
        return id == null || !id.hasIdPart() ? null : id.getIdPart();
    }

    /** @return system and code, however they were sent */
    static Coding coding(@Nullable Coding coding, @Nullable String system, @Nullable String code) {
        return coding != null ? coding : new Coding(system, code, null);
    }

    /** @return a canonical of one version */
    static String versioned(String url, @Nullable String version) {
        return version == null || url.contains("|") ? url : url + "|" + version;
    }

    /** @return words of an answer, in the caller's language */
    static String words(RequestDetails request, String key, String... arguments) {
        Locale language = Answers.language(request.getHeader("Accept-Language"));
        return new MessageFormat(ResourceBundle.getBundle(TEXTS, language, NO_FALLBACK).getString(key), language).format(arguments);
    }
}
