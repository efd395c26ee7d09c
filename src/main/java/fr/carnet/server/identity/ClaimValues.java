package fr.carnet.server.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of claims, read with care: every one of them may be absent or of another type. */
public final class ClaimValues {

    private static final int LONGEST = 200;

    private ClaimValues() {
    }

    /** @return a text that is not blank and has 200 characters at most, empty for anything else */
    public static Optional<String> text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() && text.length() <= LONGEST ? Optional.of(text) : Optional.empty();
    }

    /** @return the objects in a list, none when it is no list */
    public static List<Map<?, ?>> objects(@Nullable Object value) {
        return value instanceof List<?> list ? list.stream().filter(Map.class::isInstance).<Map<?, ?>>map(element -> (Map<?, ?>) element).toList() : List.of();
    }
}
