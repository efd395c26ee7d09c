package fr.carnet.enforcement.hapi;

import org.jspecify.annotations.Nullable;

/** How much one page of a search holds: 50 resources unless asked otherwise, 200 at most. */
public final class PageSize {

    private static final int DEFAULT = 50;
    private static final int MAXIMUM = 200;

    private PageSize() {
    }

    /** @param count {@code _count} as asked for */
    public static int of(@Nullable Integer count) {
        return count == null ? DEFAULT : Math.min(count, MAXIMUM);
    }

    /** @param offset {@code _offset} as asked for */
    public static int first(@Nullable Integer offset) {
        return offset == null ? 0 : offset;
    }
}
