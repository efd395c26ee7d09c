package fr.carnet.enforcement.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Random choices from one seed. */
record Dice(SplittableRandom random) {
    /** @return true so many times in a hundred */
    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** @return any one */
    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** @return any one */
    @SafeVarargs
    final <T> T of(T... values) {
        return of(Arrays.asList(values));
    }

    /** @return one of the values, each as often as its weight says */
    <T> T weighted(List<T> values, int... weights) {
        int drawn = random.nextInt(Arrays.stream(weights).sum());
        int index = 0;
        while (drawn >= weights[index]) {
            drawn -= weights[index++];
        }
        return values.get(index);
    }

    /** @return each of the values so many times in a hundred */
    <T> Set<T> some(List<T> values, int percent) {
        Set<T> chosen = new HashSet<>();
        for (T value : values) {
            if (chance(percent)) {
                chosen.add(value);
            }
        }
        return chosen;
    }

    /** @return up to so many */
    <T> List<T> many(int most, Supplier<T> each) {
        List<T> made = new ArrayList<>();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            made.add(each.get());
        }
        return made;
    }
}
