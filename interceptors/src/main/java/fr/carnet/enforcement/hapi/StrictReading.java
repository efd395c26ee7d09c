package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends and FHIR R4 does not know is refused, never dropped, and the refusal names the element. HAPI's own strict handler says so too, in
 * words that quote the value and that its server then wraps.
 */
public final class StrictReading extends StrictErrorHandler {

    @Override
    public void unknownElement(@Nullable IParseLocation location, String element) {
        throw refusal("element-unknown", element);
    }

    @Override
    public void unknownAttribute(@Nullable IParseLocation location, String attribute) {
        throw refusal("element-unknown", attribute);
    }

    @Override
    public void unexpectedRepeatingElement(@Nullable IParseLocation location, String element) {
        throw refusal("element-repeated", element);
    }

    @Override
    public void incorrectJsonType(@Nullable IParseLocation location, String element, ValueType expected, ScalarType expectedScalar, ValueType found,
            ScalarType foundScalar) {
        throw refusal("element-json-type", element);
    }

    @Override
    public void invalidValue(@Nullable IParseLocation location, String value, String error) {
        throw refusal("element-value", location == null ? null : location.getParentElementName());
    }

    /** A caller's own word is quoted back only when it is short and plain. */
    private static Refusal refusal(String detail, @Nullable String element) {
        return Refusal.of(Answer.UNREADABLE_BODY, detail, element != null && element.matches("[A-Za-z0-9_]{1,40}") ? element : "?");
    }
}
