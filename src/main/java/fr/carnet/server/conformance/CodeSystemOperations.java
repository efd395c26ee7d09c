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
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code CodeSystem/$lookup} and {@code CodeSystem/$validate-code} (FHIR R4 terminology service), for anybody. */
@Component
public final class CodeSystemOperations implements IResourceProvider, OfferedProvider {

    private final Terminology terminology;
    private final Catalogue catalogue;
    private final Asked asked;

    CodeSystemOperations(Terminology terminology, Catalogue catalogue, Asked asked) {
        this.terminology = terminology;
        this.catalogue = catalogue;
        this.asked = asked;
    }

    @Override
    public Class<CodeSystem> getResourceType() {
        return CodeSystem.class;
    }

    /** What is known of a code: names, definition, properties. 404 when system or code is unknown. */
    @Operation(name = "$lookup", idempotent = true)
    public Parameters lookup(@OperationParam(name = "code", typeName = "code") @Nullable IPrimitiveType<String> code,
            @OperationParam(name = "system", typeName = "uri") @Nullable IPrimitiveType<String> system,
            @OperationParam(name = "version", typeName = "string") @Nullable IPrimitiveType<String> version,
            @OperationParam(name = "coding") @Nullable Coding coding,
            @OperationParam(name = "displayLanguage", typeName = "code") @Nullable IPrimitiveType<String> language,
            @OperationParam(name = "property", max = OperationParam.MAX_UNLIMITED, typeName = "code") @Nullable List<IPrimitiveType<String>> properties,
            RequestDetails request) {
        asked.check(request);
        Coding sought = Asked.coding(coding, Asked.text(system), Asked.text(code));
        String soughtCode = Asked.required(sought.getCode(), "code");
        CodeSystem found = terminology.codeSystem(Asked.versioned(Asked.required(sought.getSystem(), "system"), Asked.text(version)));
        ConceptDefinitionComponent concept = terminology.concept(found, soughtCode).orElseThrow(
                () -> Refusal.of(Answer.NOT_FOUND, "unknown-code", Terminology.quotable(soughtCode), Terminology.quotable(found.getUrl())));
        Set<String> wanted = properties == null ? Set.of() : properties.stream().map(IPrimitiveType::getValueAsString).collect(Collectors.toSet());
        return described(found, concept, Asked.text(language), wanted);
    }

    private Parameters described(CodeSystem system, ConceptDefinitionComponent concept, @Nullable String language, Set<String> wanted) {
        Term term = terminology.term(system, concept);
        Parameters answer = new Parameters();
        answer.addParameter("name", system.getName());
        add(answer, "version", system.getVersion());
        add(answer, "display", term.in(language));
        if (wanted.isEmpty() || wanted.contains("designation")) {
            term.names().forEach(name -> {
                Parameters.ParametersParameterComponent designation = answer.addParameter().setName("designation");
                if (!name.language().isEmpty()) {
                    designation.addPart().setName("language").setValue(new CodeType(name.language()));
                }
                designation.addPart().setName("value").setValue(new StringType(name.text()));
            });
        }
        if (concept.hasDefinition()) {
            property(answer, "definition", new StringType(concept.getDefinition()), wanted);
        }
        concept.getProperty().forEach(property -> property(answer, property.getCode(), property.getValue(), wanted));
        return answer;
    }

    /** Whether a code is in a code system, and the display, when one is sent, is one of its names. 404 when the system is unknown. */
    @Operation(name = "$validate-code", idempotent = true)
    public Parameters validateCode(@IdParam(optional = true) @Nullable IdType id,
            @OperationParam(name = "url", typeName = "uri") @Nullable IPrimitiveType<String> url,
            @OperationParam(name = "code", typeName = "code") @Nullable IPrimitiveType<String> code,
            @OperationParam(name = "version", typeName = "string") @Nullable IPrimitiveType<String> version,
            @OperationParam(name = "display", typeName = "string") @Nullable IPrimitiveType<String> display,
            @OperationParam(name = "coding") @Nullable Coding coding,
            @OperationParam(name = "displayLanguage", typeName = "code") @Nullable IPrimitiveType<String> language,
            RequestDetails request) {
        asked.check(request);
        String named = Asked.id(id);
        CodeSystem system = named == null ? terminology.codeSystem(Asked.versioned(Asked.required(url(url, coding), "url"), Asked.text(version)))
                : catalogue.find(CodeSystem.class, named).orElseThrow(() -> Refusal.of(Answer.NOT_FOUND));
        Coding sought = Asked.coding(coding, system.getUrl(), Asked.text(code));
        String soughtCode = Asked.required(sought.getCode(), "code");
        if (sought.hasSystem() && !sought.getSystem().equals(system.getUrl())) {
            return CodeVerdict.no(Asked.words(request, "other-system", Terminology.quotable(system.getUrl())));
        }
        String name = Asked.text(display) == null ? sought.getDisplay() : Asked.text(display);
        return terminology.concept(system, soughtCode).map(concept -> CodeVerdict.named(terminology.term(system, concept), name, Asked.text(language), request))
                .orElseGet(() -> CodeVerdict.no(Asked.words(request, "code-unknown", Terminology.quotable(soughtCode), Terminology.quotable(system.getUrl()))));
    }

    private static @Nullable String url(@Nullable IPrimitiveType<String> url, @Nullable Coding coding) {
        return Asked.text(url) == null && coding != null ? coding.getSystem() : Asked.text(url);
    }

    private static void property(Parameters answer, String code, Type value, Set<String> wanted) {
        if (wanted.isEmpty() || wanted.contains(code)) {
            Parameters.ParametersParameterComponent property = answer.addParameter().setName("property");
            property.addPart().setName("code").setValue(new CodeType(code));
            property.addPart().setName("value").setValue(value);
        }
    }

    private static void add(Parameters answer, String name, @Nullable String value) {
        if (value != null) {
            answer.addParameter(name, value);
        }
    }
}
