package fr.carnet.enforcement.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The holder's consent that one app acts for one purpose (API 6, {@code finalite}). It may be narrower than the purpose, never wider.
 *
 * @param oid            OID of the app
 * @param purpose        purpose code
 * @param types          FHIR types consented; empty for all that the purpose declares
 * @param directions     directions consented; empty for both
 * @param maskedToo      whether masked documents are included, said explicitly
 * @param representative RelatedPerson who gave it, empty when the holder did
 * @param from           first instant, included
 * @param until          last instant, excluded; none when it has no end
 */
public record PurposeConsent(String oid, String purpose, Set<String> types, Set<Direction> directions, boolean maskedToo,
        Optional<String> representative, Instant from, Optional<Instant> until) {

    /** Which way data goes. */
    public enum Direction {
        /** Out of the record. */
        READ,
        /** Into the record. */
        WRITE
    }

    public PurposeConsent {
        types = Set.copyOf(types);
        directions = Set.copyOf(directions);
    }

    /** @param instant the request's instant */
    public boolean isActiveAt(Instant instant) {
        return !instant.isBefore(from) && until.map(instant::isBefore).orElse(true);
    }

    /** @return whether data of this type may go this way */
    public boolean covers(String type, Direction direction) {
        return (types.isEmpty() || types.contains(type)) && (directions.isEmpty() || directions.contains(direction));
    }
}
