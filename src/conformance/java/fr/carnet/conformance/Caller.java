package fr.carnet.conformance;

import java.util.Locale;

/** Who asks. Each has a token in the settings, save nobody. */
enum Caller {
    /** A professional authorised on the test record, whose profession reads everything that the kit deposits. */
    AUTHOR,
    /** Another authorised professional, who reads consultation reports. */
    READER,
    /** An authorised professional who reads functional assessments and no consultation reports. */
    NARROW,
    /** A professional without authorisation. */
    STRANGER,
    /** A professional whom the holder blocked. */
    BLOCKED,
    /** The holder of the test record. */
    HOLDER,
    /** The holder of another record, or who acts for that holder. */
    OTHER_HOLDER,
    /** A structure's own software. */
    STRUCTURE,
    /** A third-party app bound to the test record. */
    APP,
    /** No token. */
    NOBODY;

    /** @return the key of its token in the settings */
    String key() {
        return "token." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
