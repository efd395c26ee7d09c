package fr.carnet.server.conformance.capability;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/**
 * A search parameter as callers may use it.
 *
 * @param name       name with its modifier, as it stands in the URL
 * @param type       FHIR type
 * @param definition canonical of its SearchParameter, empty for what FHIR itself defines or derives
 * @param texts      documentation by language
 */
public record OfferedParameter(String name, SearchParamType type, Optional<String> definition, Map<Locale, String> texts) {

    /** @return its documentation */
    public String documentation(Locale language) {
        return texts.getOrDefault(language, texts.get(Locale.FRENCH));
    }
}
