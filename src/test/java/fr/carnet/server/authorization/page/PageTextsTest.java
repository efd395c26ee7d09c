package fr.carnet.server.authorization.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The pages say the same in French and in English. */
class PageTextsTest {

    private static final Object[] NUMBERS = {1, 2, 3};

    @Test
    @DisplayName("Each text is there in both languages, takes the same arguments, and shows its apostrophes")
    void bothLanguages() throws IOException {
        Properties french = texts("fr");
        Properties english = texts("en");
        assertThat(french.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.stringPropertyNames()).hasSizeGreaterThan(100);
        for (String key : french.stringPropertyNames()) {
            List<MessageFormat> both = List.of(new MessageFormat(french.getProperty(key), Locale.FRENCH), new MessageFormat(english.getProperty(key), Locale.ENGLISH));
            assertThat(both.get(0).getFormatsByArgumentIndex()).as(key).hasSameSizeAs(both.get(1).getFormatsByArgumentIndex());
            for (Properties texts : List.of(french, english)) {
                String single = texts.getProperty(key).replace("''", "");
                assertThat(single).as("%s: an apostrophe is written twice", key).doesNotContain("'");
            }
            assertThat(both.get(0).format(NUMBERS)).as(key).isNotBlank();
        }
    }

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (InputStreamReader file = new InputStreamReader(
                Objects.requireNonNull(PageTextsTest.class.getResourceAsStream("/fr/carnet/server/authorization/pages_" + language + ".properties")), StandardCharsets.UTF_8)) {
            texts.load(file);
        }
        return texts;
    }
}
