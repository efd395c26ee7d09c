package fr.carnet.server.authorization.exchange;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.server.identity.ClaimValues;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Claims of a token, of an introspection or of a userinfo, read with care: every one of them may be absent or of another type.
 *
 * @param all as they came
 */
record Claims(Map<String, Object> all) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @return empty when it is no JSON object */
    static Optional<Claims> of(byte[] json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, new TypeReference<Map<String, Object>>() { })).map(Claims::new);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** @return a text of reasonable length */
    Optional<String> text(String name) {
        return ClaimValues.text(all.get(name));
    }

    /** @return an instant in seconds since 1970 */
    Optional<Instant> instant(String name) {
        try {
            return all.get(name) instanceof Number seconds ? Optional.of(Instant.ofEpochSecond(seconds.longValue())) : Optional.empty();
        } catch (DateTimeException beyondTime) {
            return Optional.empty();
        }
    }

    /** @return a value that may be one text or several, as {@code aud} */
    Set<String> texts(String name) {
        Object value = all.get(name);
        Stream<?> values = value instanceof List<?> list ? list.stream() : Stream.ofNullable(value);
        return values.filter(String.class::isInstance).map(String.class::cast).collect(Collectors.toUnmodifiableSet());
    }

    /** Persons stay out of logs. */
    @Override
    public String toString() {
        return "Claims " + all.keySet();
    }
}
