package fr.carnet.perf;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Arguments of the form {@code name=value}. A name that nobody asked for is a mistake, and told. */
public final class Arguments {

    private final Map<String, String> values = new TreeMap<>();
    private final Set<String> asked = new HashSet<>();

    private Arguments() {
    }

    /** @throws IllegalArgumentException for one without {@code =} */
    public static Arguments of(String[] args) {
        Arguments arguments = new Arguments();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not name=value: " + arg);
            }
            arguments.values.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        return arguments;
    }

    /** @return the value; the default without one or with an empty one */
    public String text(String name, String otherwise) {
        asked.add(name);
        String value = values.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }

    /** @return the value as a whole number */
    public int number(String name, int otherwise) {
        return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }

    /** @return the value as a number */
    public double decimal(String name, double otherwise) {
        return Double.parseDouble(text(name, Double.toString(otherwise)));
    }

    /** @return the parts of the value between separators (a regular expression), none when it is empty */
    public List<String> list(String name, String otherwise, String separator) {
        return Arrays.stream(text(name, otherwise).split(separator)).filter(part -> !part.isEmpty()).toList();
    }

    /** Call it once everything has been asked for. */
    public void complete() {
        Set<String> unknown = new HashSet<>(values.keySet());
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + unknown + "; known: " + asked.stream().sorted().toList());
        }
    }
}
