package fr.carnet.enforcement.policy;

import java.util.Arrays;
import java.util.Optional;

/** TRE_R248-ModeAcces: how a professional accesses a record. */
public enum AccessMode {
    /** With an authorisation. */
    NORMAL("normal"),
    /** Break-glass (HL7 BTG). */
    BRIS_DE_GLACE("bris_de_glace"),
    /** Emergency call centre (HL7 ETREAT). */
    CENTRE_15("centre_15");

    private final String code;

    AccessMode(String code) {
        this.code = code;
    }

    /** @return the official code */
    public String code() {
        return code;
    }

    /**
     * @param code official code, case-sensitive
     * @return the mode, empty for an unknown code
     */
    public static Optional<AccessMode> of(String code) {
        return Arrays.stream(values()).filter(mode -> mode.code.equals(code)).findFirst();
    }
}
