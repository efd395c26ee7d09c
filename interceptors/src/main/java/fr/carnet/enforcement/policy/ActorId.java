package fr.carnet.enforcement.policy;

import java.util.Objects;

/**
 * A national identifier of a person or structure that acts.
 *
 * @param system identifier system as a URI, for example {@code urn:oid:1.2.250.1.71.4.2.1} (PS_IdNat)
 * @param value  identifier value, for example {@code 810003461033} (8 + RPPS)
 */
public record ActorId(String system, String value) {

    /** System of professionals' national identifiers (idNat_PS). */
    public static final String PROFESSIONAL = "urn:oid:1.2.250.1.71.4.2.1";

    /** System of structures' national identifiers (idNat_Struct: FINESS, SIRET ...). */
    public static final String STRUCTURE = "urn:oid:1.2.250.1.71.4.2.2";

    public ActorId {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(value, "value");
        if (value.isBlank()) {
            throw new IllegalArgumentException("an actor's identifier has a value");
        }
    }

    /** @param value PS_IdNat, prefix included */
    public static ActorId professional(String value) {
        return new ActorId(PROFESSIONAL, value);
    }

    /** @param value structure identifier, prefix included */
    public static ActorId structure(String value) {
        return new ActorId(STRUCTURE, value);
    }
}
