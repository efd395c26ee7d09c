package fr.carnet.server.authorization.page;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.authorization.token.AskedScopes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

/** SMART scopes as people read them on the consent page. */
class ScopeWordsTest {

    private final ScopeWords words = new ScopeWords(new Words(texts()));

    @BeforeEach
    void english() {
        LocaleContextHolder.setLocale(Locale.ENGLISH);
    }

    @AfterEach
    void anyLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient/Observation.rs", "patient/Observation.read", "patient/Observation.write", "patient/Observation.*", "user/Observation.cruds"})
    @DisplayName("Every part of a scope that the page offers in its place may be granted, whichever version the scope was asked in")
    void narrower(String asked) {
        ScopeLine line = words.of(Set.of(asked)).get(0);
        assertThat(line.narrower()).hasSize(5).allSatisfy(part -> assertThat(AskedScopes.isPartOf(List.of(asked), part.value())).as(part.value()).isTrue());
    }

    @Test
    @DisplayName("Versions 1 and 2 of a scope are the same words")
    void versions() {
        assertThat(said("patient/Observation.read")).isEqualTo(said("patient/Observation.rs"));
        assertThat(said("patient/Observation.write")).isEqualTo(said("patient/Observation.cud"));
        assertThat(said("patient/*.*")).isEqualTo(said("patient/*.cruds"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient/Observation.", "patient/Observation.read?category=a|b", "patient/Observation.rs?code:in=x", "patient/Observation.sr"})
    @DisplayName("What is no scope on data for the grant is none for the page, and is shown as it was written")
    void none(String scope) {
        assertThat(said(scope)).contains(scope);
        assertThat(AskedScopes.refused(List.of(scope), List.of("patient/*.cruds"))).contains(scope);
    }

    private String said(String scope) {
        return words.of(Set.of(scope)).get(0).words();
    }

    private static ResourceBundleMessageSource texts() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("fr.carnet.server.authorization.pages");
        texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
        return texts;
    }
}
