package fr.carnet.enforcement.policy;

import java.util.Set;

/**
 * A purpose (finalité) as declared for one app in the catalogue (ACCESS-RULES 6; S1): what may be read and what may be written.
 *
 * @param code  purpose code sent with every request
 * @param read  categories that may be read; one per code where the type has codes
 * @param write categories that may be written
 */
public record Purpose(String code, Set<DataCategory> read, Set<DataCategory> write) {
    public Purpose {
        read = Set.copyOf(read);
        write = Set.copyOf(write);
    }
}
