package fr.carnet.server.conformance;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.storage.OfferedProvider;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code ValueSet/$expand} and {@code ValueSet/$validate-code} (FHIR R4 terminology service), of a type or of one value set, for anybody. */
@Component
public final class ValueSetOperations implements IResourceProvider, OfferedProvider {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private final Terminology terminology;
    private final Catalogue catalogue;
    private final Asked asked;
    private final Expansion expansion;

    ValueSetOperations(Terminology terminology, Catalogue catalogue, Asked asked, Expansion expansion) {
        this.terminology = terminology;
        this.catalogue = catalogue;
        this.asked = asked;
        this.expansion = expansion;
    }

    @Override
    public Class<ValueSet> getResourceType() {
        return ValueSet.class;
    }

    /** The codes of a value set, a page of them, or those that a filter finds. 404 when it is unknown, 422 when it cannot be expanded. */
    @Operation(name = "$expand", idempotent = true)
    public ValueSet expand(@IdParam(optional = true) @Nullable IdType id,
            @OperationParam(name = "url", typeName = "uri") @Nullable IPrimitiveType<String> url,
            @OperationParam(name = "valueSetVersion", typeName = "string") @Nullable IPrimitiveType<String> version,
            @OperationParam(name = "filter", typeName = "string") @Nullable IPrimitiveType<String> filter,
            @OperationParam(name = "count", typeName = "string") @Nullable IPrimitiveType<?> count,
            @OperationParam(name = "offset", typeName = "string") @Nullable IPrimitiveType<?> offset,
            @OperationParam(name = "includeDesignations", typeName = "boolean") @Nullable IPrimitiveType<?> designations,
            @OperationParam(name = "displayLanguage", typeName = "code") @Nullable IPrimitiveType<String> language,
            RequestDetails request) {
        asked.check(request);
        ValueSet set = valueSet(id, Asked.text(url), Asked.text(version));
        return expansion.of(set, new Expansion.Wish(Asked.text(filter), number(count, "count"), number(offset, "offset"),
                flag(designations, "includeDesignations"), Asked.text(language)));
    }

    /** Whether a code is in a value set, and the display, when one is sent, is one of its names. 404 when the value set is unknown. */
    @Operation(name = "$validate-code", idempotent = true)
    public Parameters validateCode(@IdParam(optional = true) @Nullable IdType id,
            @OperationParam(name = "url", typeName = "uri") @Nullable IPrimitiveType<String> url,
            @OperationParam(name = "valueSetVersion", typeName = "string") @Nullable IPrimitiveType<String> version,
            @OperationParam(name = "code", typeName = "code") @Nullable IPrimitiveType<String> code,
            @OperationParam(name = "system", typeName = "uri") @Nullable IPrimitiveType<String> system,
            @OperationParam(name = "display", typeName = "string") @Nullable IPrimitiveType<String> display,
            @OperationParam(name = "coding") @Nullable Coding coding,
            @OperationParam(name = "codeableConcept") @Nullable CodeableConcept concept,
            @OperationParam(name = "displayLanguage", typeName = "code") @Nullable IPrimitiveType<String> language,
            RequestDetails request) {
        asked.check(request);
        ValueSet set = valueSet(id, Asked.text(url), Asked.text(version));
        List<Coding> sought = concept != null ? concept.getCoding() : List.of(Asked.coding(coding, Asked.text(system), Asked.text(code)).copy());
        Optional.ofNullable(Asked.text(display)).ifPresent(name -> sought.forEach(one -> one.setDisplay(name)));
        if (sought.isEmpty()) {
            Asked.required(null, "code");
        }
        sought.forEach(one -> {
            Asked.required(one.getCode(), "code");
            Asked.required(one.getSystem(), "system");
        });
        return sought.stream().filter(one -> terminology.has(set, one.getSystem(), one.getCode())).findFirst()
                .map(one -> CodeVerdict.named(term(set, one), one.getDisplay(), Asked.text(language), request))
                .orElseGet(() -> CodeVerdict.no(sought.size() == 1
                        ? Asked.words(request, "code-not-in-value-set", Terminology.quotable(sought.get(0).getCode()), Terminology.quotable(sought.get(0).getSystem()), Terminology.quotable(set.getUrl()))
                        : Asked.words(request, "none-in-value-set", Terminology.quotable(set.getUrl()))));
    }

    private Term term(ValueSet set, Coding coding) {
        return terminology.terms(set).stream().filter(term -> term.system().equals(coding.getSystem()) && term.code().equals(coding.getCode())).findFirst()
                .orElseGet(() -> new Term(coding.getSystem(), coding.getCode(), null, "", List.of()));
    }

    private ValueSet valueSet(@Nullable IdType id, @Nullable String url, @Nullable String version) {
        String named = Asked.id(id);
        return named == null ? terminology.valueSet(Asked.versioned(Asked.required(url, "url"), version))
                : catalogue.find(ValueSet.class, named).orElseThrow(() -> Refusal.of(Answer.NOT_FOUND));
    }

    private static @Nullable Integer number(@Nullable IPrimitiveType<?> parameter, String name) {
        if (parameter == null) {
            return null;
        }
        // Taken as text: of what is no number HAPI would make an error of its own, and a body may hold any primitive under this name.
        if (!NUMBER.matcher(parameter.getValueAsString()).matches()) {
            throw Refusal.of(Answer.UNKNOWN_PARAMETER, "not-a-number", name);
        }
        return Integer.valueOf(parameter.getValueAsString());
    }

    private static boolean flag(@Nullable IPrimitiveType<?> parameter, String name) {
        if (parameter != null && !(parameter.getValue() instanceof Boolean)) {
            throw Refusal.of(Answer.INVALID_REQUEST, "not-a-flag", name);
        }
        return parameter != null && Boolean.TRUE.equals(parameter.getValue());
    }
}
