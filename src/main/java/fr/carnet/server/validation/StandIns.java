package fr.carnet.server.validation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands for the free values of one resource: equal ones have equal ones, different ones different ones. */
final class StandIns {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Moments moments;

    /** @param moments all moments of the resource, in their order */
    StandIns(Moments moments) {
        this.moments = moments;
    }

    /** @return a number of its own for each value */
    int number(String value) {
        return numbers.computeIfAbsent(value, first -> numbers.size());
    }

    /** @return a UUID */
    String uuid(String uuid) {
        return "00000000-0000-4000-8000-%012x".formatted(number(uuid));
    }

    /** @return so many digits, the first one given */
    String digits(char first, String value, int length) {
        String number = String.valueOf(number(value));
        return first + "0".repeat(length - 1 - number.length()) + number;
    }

    /** @return the moment's stand-in; null when it has none */
    @Nullable String moment(String moment) {
        return moments.standIn(moment);
    }
}
