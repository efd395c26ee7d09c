package fr.carnet.enforcement.policy;

import java.time.Instant;

/**
 * The holder's authorisation of one professional or of one structure's care team (R1111-46).
 *
 * @param actor who is authorised
 * @param from  first instant, included
 * @param until last instant, excluded
 */
public record Authorisation(ActorId actor, Instant from, Instant until) {

    /** @param instant the request's instant */
    public boolean isValidAt(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(until);
    }
}
