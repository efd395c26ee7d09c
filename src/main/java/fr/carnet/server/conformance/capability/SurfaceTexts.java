package fr.carnet.server.conformance.capability;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.springframework.stereotype.Component;

/** Words of the statement and of the OpenAPI document, from {@code surface_*.properties} and from the conformance resources themselves. */
@Component
public class SurfaceTexts {

    /** Languages that everything is said in; the first is the one that is used unless another is asked for. */
    public static final List<Locale> LANGUAGES = List.of(Locale.FRENCH, Locale.ENGLISH);

    private static final String BUNDLE = "fr.carnet.server.conformance.capability.surface";
    private static final ResourceBundle.Control NO_FALLBACK = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final String TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";

    /** @return whether there are words for this key */
    public boolean has(String key) {
        return bundle(Locale.FRENCH).containsKey(key);
    }

    /**
     * @return the words for a key, with arguments at {@code {0}} and on
     * @throws java.util.MissingResourceException when there are none: something is offered that nobody has described
     */
    public String text(String key, Locale language, Object... arguments) {
        return new MessageFormat(bundle(language).getString(key), language).format(arguments);
    }

    /** @return an element's text: French as it stands, other languages from its translation extension, French again where that is missing */
    public String text(PrimitiveType<String> element, Locale language) {
        return element.getExtensionsByUrl(TRANSLATION).stream()
                .filter(translation -> language.getLanguage().equals(translation.getExtensionString("lang")))
                .map(translation -> translation.getExtensionString("content"))
                .findFirst().orElse(element.getValueAsString());
    }

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(BUNDLE, language, NO_FALLBACK);
    }
}
