package fr.carnet.enforcement.policy;

import java.util.Objects;

/**
 * A kind of data as purposes and rules tell them apart: a FHIR type and, where the type holds very different things, a code in it.
 *
 * @param type FHIR type, for example {@code Observation}; a document's content counts as {@code DocumentReference}
 * @param code document type or measure code; empty for the whole type, or when the code is none that is known
 */
public record DataCategory(String type, String code) {
    public DataCategory {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(code, "code");
    }

    /** @param type FHIR type */
    public static DataCategory of(String type) {
        return new DataCategory("Binary".equals(type) || "Bundle".equals(type) ? "DocumentReference" : type, "");
    }

    @Override
    public String toString() {
        return code.isEmpty() ? type : type + "." + code;
    }
}
