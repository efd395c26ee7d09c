package fr.carnet.server.authorization.page;

import java.util.List;
import java.util.Optional;

/**
 * A service as a person sees it.
 *
 * @param clientId    OAuth client
 * @param oid         OID that consents name it by; empty for what the catalogue does not list
 * @param name        name
 * @param editor      who makes it; empty when not known
 * @param description what it is
 * @param logo        {@code https:} address of its logo
 * @param standing    what it is to this server
 * @param online      whether it may act now
 * @param purposes    purposes it declares, with what was consented to
 */
record AppCard(String clientId, String oid, String name, String editor, String description, Optional<String> logo, Standing standing, boolean online,
        List<PurposeLine> purposes) {
    AppCard {
        purposes = List.copyOf(purposes);
    }

    /** What a service is to this server. */
    enum Standing {
        /** Third party, in the catalogue. */
        LISTED,
        /** The holder's own application: it acts as the person, without purposes. */
        FIRST_PARTY,
        /** In the catalogue no more, or never. */
        UNLISTED
    }

    /** @return whether anything it was allowed waits for the holder's confirmation */
    public boolean suspended() {
        return purposes.stream().anyMatch(PurposeLine::suspended);
    }
}
