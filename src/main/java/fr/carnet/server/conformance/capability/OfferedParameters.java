package fr.carnet.server.conformance.capability;

import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.server.conformance.Catalogue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.SearchParameter;
import org.springframework.stereotype.Component;

/** Describes the parameters of a search that the allow-list offers: a SearchParameter of this project, or one that FHIR itself defines. */
@Component
public class OfferedParameters {

    private static final Map<String, SearchParamType> FHIRS_OWN = Map.of("_id", SearchParamType.TOKEN, "_lastUpdated", SearchParamType.DATE,
            "_count", SearchParamType.NUMBER, "_offset", SearchParamType.NUMBER, "url", SearchParamType.URI, "patient", SearchParamType.REFERENCE,
            "date", SearchParamType.DATE);

    private final Catalogue catalogue;
    private final SurfaceTexts texts;

    OfferedParameters(Catalogue catalogue, SurfaceTexts texts) {
        this.catalogue = catalogue;
        this.texts = texts;
    }

    /** @return the parameters of a search, by name */
    public List<OfferedParameter> of(AllowedInteraction search) {
        return search.parameters().stream().sorted().map(name -> of(search, name)).toList();
    }

    private OfferedParameter of(AllowedInteraction search, String name) {
        Optional<SearchParameter> own = own(search.type(), name);
        if (own.isPresent()) {
            SearchParamType type = SearchParamType.fromCode(own.get().getType().toCode());
            return new OfferedParameter(name, type, Optional.of(own.get().getUrl()), inEach(language -> texts.text(own.get().getDescriptionElement(), language)));
        }
        if (texts.has("parameter." + name.replace(':', '.'))) {
            String sorts = String.join(", ", search.sorts().stream().sorted().toList());
            return new OfferedParameter(name, type(name), Optional.empty(), inEach(language -> texts.text("parameter." + name.replace(':', '.'), language, sorts)));
        }
        // A modifier or a chain: said with the parameter that it stands on.
        String base = name.split("[.:]", 2)[0];
        SearchParameter parameter = own(search.type(), base)
                .orElseThrow(() -> new IllegalStateException("the allow-list offers " + search.type() + "?" + name + ", and no SearchParameter or text describes it"));
        SearchParamType type = name.contains(".") ? type(name) : SearchParamType.fromCode(parameter.getType().toCode());
        return new OfferedParameter(name, type, Optional.empty(), inEach(language -> texts.text(parameter.getDescriptionElement(), language)));
    }

    private Optional<SearchParameter> own(String type, String code) {
        return catalogue.all(SearchParameter.class).stream().filter(parameter -> code.equals(parameter.getCode()) && parameter.hasBase(type)).findFirst();
    }

    private static SearchParamType type(String name) {
        if (FHIRS_OWN.containsKey(name)) {
            return FHIRS_OWN.get(name);
        }
        return name.startsWith("_") ? SearchParamType.SPECIAL : name.endsWith("identifier") ? SearchParamType.TOKEN : SearchParamType.STRING;
    }

    private static Map<Locale, String> inEach(Function<Locale, String> text) {
        return SurfaceTexts.LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(language -> language, text));
    }
}
