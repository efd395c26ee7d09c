package fr.carnet.enforcement.disclosure;

import java.util.Arrays;
import java.util.Optional;

/** TRE_A07-StatutVisibiliteDocument codes that the rules know. Cumulative; honoured whatever code system they came with (API 4). */
public enum Visibility {
    /** Hidden from professionals. */
    MASQUE_PS,
    /** Hidden from the patient until announced. */
    INVISIBLE_PATIENT,
    /** Hidden from the patient's legal representatives. */
    INVISIBLE_REPRESENTANTS_LEGAUX;

    /** @param code a security label code */
    public static Optional<Visibility> of(String code) {
        return Arrays.stream(values()).filter(v -> v.name().equals(code)).findFirst();
    }
}
