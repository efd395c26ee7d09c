package fr.carnet.server.validation;

import fr.carnet.enforcement.hapi.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Forms in which nothing was found: a content without its bytes, a transaction without its resources. Software sends the same few again and again, and
 * the same JSON under the same profiles has the same verdict, for definitions do not change while the server runs. What has a finding is never kept. Thread-safe.
 */
final class SoundForms {

    private static final int MOST = 64;
    private static final int LONGEST = 16_384;

    private final Map<Form, Boolean> sound = new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Form, Boolean> eldest) {
            return size() > MOST;
        }
    };

    /**
     * What a verdict hangs on.
     *
     * @param json     the resource
     * @param profiles canonicals of what it is validated against, beside FHIR
     */
    record Form(String json, List<String> profiles) {
    }

    /** @return what the validation finds, or found when it saw this very form and found nothing */
    List<Finding> findings(Form form, Supplier<List<Finding>> validation) {
        synchronized (sound) {
            if (sound.get(form) != null) {
                return List.of();
            }
        }
        List<Finding> findings = validation.get();
        if (findings.isEmpty() && form.json().length() <= LONGEST) {
            synchronized (sound) {
                sound.put(form, true);
            }
        }
        return findings;
    }
}
