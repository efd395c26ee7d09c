package fr.carnet.server.conformance;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;

/** Answers of {@code $validate-code}: result, and either the display to use or why not. */
final class CodeVerdict {

    private CodeVerdict() {
    }

    /** @return that the code is not valid, and why */
    static Parameters no(String why) {
        Parameters answer = new Parameters();
        answer.addParameter("result", false);
        answer.addParameter("message", why);
        return answer;
    }

    /**
     * @param term     the code, found
     * @param display  name that was sent with it, null when none was
     * @param language language of the display to answer, null for the preferred one
     * @return that the code is valid, unless the name is none of its names
     */
    static Parameters named(Term term, @Nullable String display, @Nullable String language, RequestDetails request) {
        String preferred = term.in(language);
        boolean right = display == null || preferred == null || term.isNamed(display);
        Parameters answer = right ? new Parameters() : no(Asked.words(request, "display-wrong", Terminology.quotable(display), Terminology.quotable(term.code()), String.valueOf(preferred)));
        if (right) {
            answer.addParameter("result", true);
        }
        if (preferred != null) {
            answer.addParameter("display", preferred);
        }
        return answer;
    }
}
