package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.context.FhirContext;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.jspecify.annotations.Nullable;

/** FHIR R4 (datatypes, string): no control characters. One of them stored, and no answer that holds it can be written in XML. */
public final class PlainText {

    private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]|[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]");

    private PlainText() {
    }

    /** @return whether every text of a resource, and of what it holds, is plain */
    @SuppressWarnings("rawtypes")
    public static boolean isPlain(FhirContext fhir, @Nullable IBaseResource resource) {
        if (resource == null) {
            return true;
        }
        if (resource instanceof Bundle bundle) {
            return bundle.getEntry().stream().allMatch(entry -> isPlain(fhir, entry.getResource()));
        }
        if (resource instanceof DomainResource domain && !domain.getContained().stream().allMatch(contained -> isPlain(fhir, contained))) {
            return false;
        }
        return fhir.newTerser().getAllPopulatedChildElementsOfType(resource, IPrimitiveType.class).stream()
                .filter(primitive -> !(primitive instanceof Base64BinaryType))
                .map(IPrimitiveType::getValueAsString)
                .noneMatch(text -> text != null && isSuspect(text) && FORBIDDEN.matcher(text).find());
    }

    /** Whether any character could be part of what is forbidden: hardly a text has one, and the pattern is slow. */
    private static boolean isSuspect(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character >= Character.MIN_SURROGATE) {
                return true;
            }
        }
        return false;
    }
}
