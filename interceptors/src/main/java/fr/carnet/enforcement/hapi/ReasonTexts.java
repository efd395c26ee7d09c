package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.policy.Reason;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Words a {@link Reason} for the people it is about, in French or English ({@code reasons_*.properties}). */
final class ReasonTexts {

    private static final String BUNDLE = "fr.carnet.enforcement.hapi.reasons";

    /** @param reason a code, and perhaps after a space what it is about: {@code column 60|69} */
    String text(Reason reason, Locale language) {
        ResourceBundle texts = ResourceBundle.getBundle(BUNDLE, language, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        String[] words = reason.code().split(" ", 2);
        return new MessageFormat(texts.getString(words[0]), language).format(new Object[] {words.length == 2 ? words[1] : ""});
    }
}
