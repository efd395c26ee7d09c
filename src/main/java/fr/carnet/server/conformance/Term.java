package fr.carnet.server.conformance;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One code with everything that is known of its names.
 *
 * @param system   code system
 * @param code     code
 * @param display  preferred name, null when no source gives one
 * @param language language of the display, empty when nothing says
 * @param names    its other names
 */
record Term(String system, String code, @Nullable String display, String language, List<Name> names) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /**
     * One name.
     *
     * @param language BCP 47, empty when nothing says
     * @param text     the name
     */
    record Name(String language, String text) {
    }

    /** @return the name in a language; the preferred one when the language is not asked for, or there is none in it */
    @Nullable String in(@Nullable String asked) {
        if (asked == null || isOf(language, asked)) {
            return display;
        }
        return names.stream().filter(name -> isOf(name.language(), asked)).map(Name::text).findFirst().orElse(display);
    }

    /** @return whether code or any name contains the words, without regard to case and accents */
    boolean matches(String words) {
        String plain = plain(words);
        return texts().anyMatch(text -> plain(text).contains(plain));
    }

    /** @return whether this is one of its names, without regard to case and accents */
    boolean isNamed(String name) {
        return Stream.concat(Optional.ofNullable(display).stream(), names.stream().map(Name::text)).anyMatch(text -> plain(text).equals(plain(name)));
    }

    private Stream<String> texts() {
        return Stream.of(Stream.of(code), Optional.ofNullable(display).stream(), names.stream().map(Name::text)).flatMap(text -> text);
    }

    /** French and French of France are one language to whoever asks. */
    private static boolean isOf(String language, String asked) {
        return !language.isEmpty() && Locale.forLanguageTag(language).getLanguage().equals(Locale.forLanguageTag(asked).getLanguage());
    }

    private static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("").toLowerCase(Locale.ROOT).strip();
    }
}
