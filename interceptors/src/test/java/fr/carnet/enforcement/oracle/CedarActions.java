package fr.carnet.enforcement.oracle;

import fr.carnet.enforcement.policy.Act;

/** The acts by the names that the oracle's schema gives them. */
final class CedarActions {
    private CedarActions() {
    }

    static String name(Act act) {
        return switch (act) {
            case READ -> "read";
            case READ_STATUS -> "readStatus";
            case DEPOSIT -> "deposit";
            case AMEND -> "amend";
            case MANAGE_SHARING -> "manageSharing";
            case DECLARE_AUTHORISATION -> "declareAuthorisation";
            case READ_HISTORY -> "readHistory";
            case BREAK_GLASS -> "breakGlass";
            case DELEGATE -> "delegate";
        };
    }
}
