package fr.carnet.enforcement.delegation;

import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Delegation;

/** S2 and S5: the support desk delegates to anybody, a parent to the second parent, a holder to his caregivers. */
public final class DelegatingRight {

    private DelegatingRight() {
    }

    /**
     * @param caller who delegates; that it may act on the record at all was decided before
     * @param kind   what is delegated
     */
    public static boolean mayDelegate(Caller caller, Delegation.Kind kind) {
        return caller instanceof Caller.Support
                || caller instanceof Caller.Holder && kind == Delegation.Kind.CAREGIVER
                || caller instanceof Caller.Representative && kind == Delegation.Kind.PARENT;
    }
}
