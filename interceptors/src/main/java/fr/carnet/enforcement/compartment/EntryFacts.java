package fr.carnet.enforcement.compartment;

import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.DataCategory;
import java.util.Set;

/**
 * What the stamp of an entry depends on besides its type's row.
 *
 * @param category   what it is for apps
 * @param deleted    whether it is entered-in-error
 * @param managed    whether it is a choice that the médecin traitant may manage
 * @param about      professionals and structures that it speaks about
 * @param recipients professionals and structures that it is addressed to
 */
public record EntryFacts(DataCategory category, boolean deleted, boolean managed, Set<ActorId> about, Set<ActorId> recipients) {
    public EntryFacts {
        about = Set.copyOf(about);
        recipients = Set.copyOf(recipients);
    }
}
