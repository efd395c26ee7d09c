package fr.carnet.guide;

import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One instance of {@code ig/}.
 *
 * @param file     its name
 * @param topic    what it belongs to, for example a transaction
 * @param title    what it shows, in French
 * @param english  the same in English
 * @param text     the file as it is
 * @param resource the FHIR resource in it; none in a JSON Patch or XML Patch
 */
public record Example(String file, String topic, String title, String english, String text, @Nullable Resource resource) {

    /** @return file of the page that shows it */
    public String page() {
        return "exemple-" + file + ".html";
    }
}
