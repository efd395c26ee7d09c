package fr.carnet.server.authorization.page;

import java.util.List;
import java.util.Optional;

/**
 * A purpose of an app as a person sees it and decides on it.
 *
 * @param code           purpose code
 * @param label          what it is for
 * @param description    the same at length
 * @param domain         legal domain, in words
 * @param exchanges      which data goes which way, in words
 * @param readsDocuments whether documents are among what it reads
 * @param given          the consent that stands, empty when there is none
 */
record PurposeLine(String code, String label, String description, String domain, List<String> exchanges, boolean readsDocuments, Optional<Given> given) {
    PurposeLine {
        exchanges = List.copyOf(exchanges);
    }

    /**
     * A consent that stands.
     *
     * @param since     day it was given on
     * @param giver     by whom
     * @param suspended whether it waits for the holder's confirmation since majority
     * @param maskedToo whether documents masked from professionals are included
     * @param narrower  whether it was given for a part of the purpose only
     */
    record Given(String since, String giver, boolean suspended, boolean maskedToo, boolean narrower) {
    }

    /** @return whether the app may use it now */
    public boolean effective() {
        return given.filter(standing -> !standing.suspended()).isPresent();
    }

    /** @return whether it waits for the holder's confirmation */
    public boolean suspended() {
        return given.filter(Given::suspended).isPresent();
    }
}
