package fr.carnet.enforcement.delegation;

import fr.carnet.enforcement.policy.Act;
import java.util.Set;

/** What the holder and whoever represents him have in common. */
final class PatientSide {

    /** Acts of professionals, and of apps. */
    static final Set<Act> OTHERS_ACTS = Set.of(Act.DECLARE_AUTHORISATION, Act.BREAK_GLASS, Act.READ_STATUS, Act.AMEND);

    private PatientSide() {
    }
}
