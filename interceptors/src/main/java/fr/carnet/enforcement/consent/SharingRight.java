package fr.carnet.enforcement.consent;

import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Caller;

/** S4.3 and S5: who may give or end which choice; that the caller may act on the record at all was decided before. */
public final class SharingRight {

    private SharingRight() {
    }

    /** What a choice is about, as far as this right tells them apart. */
    public enum Choice {
        /** An authorisation to read: the one that a professional declares and ends for himself. */
        AUTHORISATION,
        /** A block of a professional. */
        BLOCK,
        /** Designations, oppositions, emergencies, apps: the holder's and his representatives' alone. */
        PERSONAL
    }

    /**
     * @param caller  who asks
     * @param choice  what is chosen
     * @param self    whether the choice is about the calling professional, or the structure it acts for
     * @param manages whether the gate lets the caller manage sharing: a professional as médecin traitant
     */
    public static boolean mayManage(Caller caller, Choice choice, boolean self, boolean manages) {
        if (caller instanceof Caller.Professional) {
            return self ? choice == Choice.AUTHORISATION : manages && choice != Choice.PERSONAL;
        }
        return caller instanceof Caller.Holder || caller instanceof Caller.Representative;
    }

    /** @return whether the actor is this professional, or the structure it acts for */
    public static boolean isSelf(Caller caller, ActorId actor) {
        return caller instanceof Caller.Professional professional
                && (actor.equals(professional.id()) || professional.structure().filter(actor::equals).isPresent());
    }
}
