package fr.carnet.enforcement.hapi;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.support.RecordDomain;
import fr.carnet.enforcement.support.Rules;
import java.util.Locale;
import java.util.ResourceBundle;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** API 5, $explain-access: whatever the engine says to a professional who reads, there are words for it in both languages. */
@Domain(RecordDomain.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(tries = 5000, edgeCases = EdgeCasesMode.NONE)
class ReasonTextsTest {

    private final ReasonTexts texts = new ReasonTexts();

    @Property
    void every_reason_has_words(@ForAll Caller.Professional professional, @ForAll AccessRequest asked, @ForAll RecordPolicy record) {
        AccessRequest request = new AccessRequest(professional, Act.READ, asked.data(), asked.mode(), asked.use(), false, false, asked.emergencySession(), asked.at());
        Rules.policy().decideOn(Ground.CARE, request, record).reasons().forEach(reason -> {
            String french = texts.text(reason, Locale.FRENCH);
            assertThat(french).isNotBlank().isNotEqualTo(texts.text(reason, Locale.ENGLISH)).doesNotContain("''").doesNotContain("{0}");
        });
    }

    @Example
    void both_languages_know_the_same_reasons() {
        ResourceBundle.Control exact = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        assertThat(ResourceBundle.getBundle("fr.carnet.enforcement.hapi.reasons", Locale.FRENCH, exact).keySet())
                .isEqualTo(ResourceBundle.getBundle("fr.carnet.enforcement.hapi.reasons", Locale.ENGLISH, exact).keySet());
    }
}
