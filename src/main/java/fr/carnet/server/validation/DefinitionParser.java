package fr.carnet.server.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r5.context.IWorkerContext;
import org.hl7.fhir.r5.elementmodel.JsonParser;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.jspecify.annotations.Nullable;

/** The HL7 validator's reader of JSON. It goes through all definitions for each resource, contained ones too: this one remembers which it found. One thread at a time. */
final class DefinitionParser extends JsonParser {

    private final Map<String, StructureDefinition> found = new HashMap<>();

    /** @param definitions every definition */
    DefinitionParser(IWorkerContext definitions) {
        super(definitions);
        setupValidation(ValidationPolicy.EVERYTHING);
    }

    @Override
    protected @Nullable StructureDefinition getDefinition(List<ValidationMessage> errors, int line, int column, @Nullable String name) {
        StructureDefinition known = found.get(name);
        if (known == null) {
            known = super.getDefinition(errors, line, column, name);
            if (known != null) {
                found.put(name, known);
            }
        }
        return known;
    }
}
