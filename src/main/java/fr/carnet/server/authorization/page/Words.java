package fr.carnet.server.authorization.page;

import fr.carnet.enforcement.policy.RecordPolicy;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;

/** Codes, texts and instants in the language of the page. What has no words of its own is shown as it is. */
@PagePart
class Words {

    private final MessageSource texts;

    Words(MessageSource texts) {
        this.texts = texts;
    }

    /** @return language of the page being made */
    Locale locale() {
        return LocaleContextHolder.getLocale();
    }

    /** @return the text of this key */
    String of(String key, Object... arguments) {
        return texts.getMessage(key, arguments, locale());
    }

    /** @return the text of {@code <prefix>.<code>}, empty when there is none */
    Optional<String> find(String prefix, String code) {
        return Optional.ofNullable(texts.getMessage(prefix + "." + code, null, null, locale()));
    }

    /** @return the text of {@code <prefix>.<code>}, the code itself when there is none */
    String code(String prefix, String code) {
        return find(prefix, code).orElse(code);
    }

    /** @return a catalogue's text in this language, else in French, else in whichever there is */
    String own(Map<String, String> byLanguage) {
        String french = byLanguage.getOrDefault("fr", byLanguage.values().stream().findFirst().orElse(""));
        return byLanguage.getOrDefault(locale().getLanguage(), french);
    }

    /** @return the French day of an instant */
    String day(Instant instant) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale()).withZone(RecordPolicy.FRANCE).format(instant);
    }

    /** @return the French day and time of an instant */
    String moment(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT).withLocale(locale()).withZone(RecordPolicy.FRANCE).format(instant);
    }
}
