package fr.carnet.enforcement.consent;

import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Caller;

/** S4.3 and S5: who may give or end which choice; that the caller may act on the record at all was decided before. */
public final class SharingRight {

    private SharingRight() {
    }

    /**
     * @param caller        who asks
     * @param authorisation whether the choice is an authorisation to read, the one kind that a professional may declare and end
     * @param actor         whom the choice is about
     */
    public static boolean mayManage(Caller caller, boolean authorisation, ActorId actor) {
        if (caller instanceof Caller.Professional professional) {
            return authorisation && (actor.equals(professional.id()) || professional.structure().filter(actor::equals).isPresent());
        }
        return mayChooseForEmergencies(caller);
    }

    /** @param caller who asks; emergency choices are the holder's and his representatives' alone */
    public static boolean mayChooseForEmergencies(Caller caller) {
        return caller instanceof Caller.Holder || caller instanceof Caller.Representative;
    }
}
