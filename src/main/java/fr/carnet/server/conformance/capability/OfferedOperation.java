package fr.carnet.server.conformance.capability;

import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationDefinition;

/**
 * An operation that the allow-list offers.
 *
 * @param type       FHIR type that it is asked on
 * @param code       its name without {@code $}
 * @param definition canonical of its OperationDefinition
 * @param levels     where it is asked
 * @param methods    HTTP methods, {@code GET} and {@code POST}
 * @param own        the OperationDefinition, where it is one of this project
 */
public record OfferedOperation(String type, String code, String definition, Set<Level> levels, Set<String> methods, Optional<OperationDefinition> own) {

    /** Where an operation is asked. */
    public enum Level {
        /** {@code /Type/$code}. */
        TYPE,
        /** {@code /Type/id/$code}. */
        INSTANCE
    }
}
