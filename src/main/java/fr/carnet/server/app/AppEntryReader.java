package fr.carnet.server.app;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.app.AppEntry.Category;
import fr.carnet.server.app.AppEntry.Client;
import fr.carnet.server.app.AppEntry.Declared;
import fr.carnet.server.app.AppEntry.Exchange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Extension;
import org.jspecify.annotations.Nullable;

/** Reads an Endpoint's extensions. It reads whatever is sent: what is missing reads as empty, and is for the checks to refuse. */
final class AppEntryReader {

    /** Part of the OAuth client that is taken in and never shown. */
    static final String SECRET_HASH = "secretHash";

    private static final String TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";

    private AppEntryReader() {
    }

    /** @return what the entry says */
    static AppEntry read(Endpoint entry) {
        Extension presentation = extension(entry, Canonical.APP_PRESENTATION);
        return new AppEntry(Optional.ofNullable(entry.getIdentifierFirstRep().getValue()).orElse(""), texts(entry.getNameElement()),
                texts(value(presentation, "description")), Optional.of(word(presentation, "logo")).filter(logo -> !logo.isEmpty()), words(presentation, "link"),
                client(extension(entry, Canonical.APP_CLIENT)),
                entry.getExtensionsByUrl(Canonical.APP_PURPOSE).stream().map(AppEntryReader::purpose).toList());
    }

    private static Client client(Extension client) {
        return new Client(word(client, "clientId"), word(client, "authentication"), words(client, "redirectUri"), optional(client, "jwks"), optional(client, "jwksUri"),
                optional(client, SECRET_HASH), word(client, "scope"));
    }

    private static Declared purpose(Extension purpose) {
        return new Declared(word(purpose, "code"), texts(value(purpose, "libelle")), texts(value(purpose, "description")), word(purpose, "domaine"),
                purpose.getExtensionsByUrl("echange").stream().map(AppEntryReader::exchange).toList());
    }

    private static Exchange exchange(Extension exchange) {
        return new Exchange(word(exchange, "perimetre"), word(exchange, "action"), exchange.getExtensionsByUrl("categorie").stream()
                .map(category -> new Category(word(category, "donnees"), texts(value(category, "titre")))).toList());
    }

    /** An element's French text is its value, the English one its translation. */
    private static Map<String, String> texts(@Nullable Element text) {
        Map<String, String> texts = new HashMap<>();
        if (text != null && text.primitiveValue() != null) {
            texts.put("fr", text.primitiveValue());
            text.getExtensionsByUrl(TRANSLATION).stream().filter(translation -> !word(translation, "lang").isEmpty())
                    .forEach(translation -> texts.putIfAbsent(word(translation, "lang"), word(translation, "content")));
        }
        return Map.copyOf(texts);
    }

    private static Extension extension(Endpoint entry, String url) {
        return entry.getExtensionsByUrl(url).stream().findFirst().orElseGet(Extension::new);
    }

    private static @Nullable Element value(Extension of, String url) {
        return of.getExtensionsByUrl(url).stream().map(Extension::getValue).filter(value -> value != null).findFirst().orElse(null);
    }

    private static List<String> words(Extension of, String url) {
        return of.getExtensionsByUrl(url).stream().map(Extension::getValue).filter(value -> value != null && value.primitiveValue() != null)
                .map(Element::primitiveValue).toList();
    }

    private static Optional<String> optional(Extension of, String url) {
        return words(of, url).stream().findFirst();
    }

    private static String word(Extension of, String url) {
        return optional(of, url).orElse("");
    }
}
