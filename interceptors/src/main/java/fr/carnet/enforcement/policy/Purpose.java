package fr.carnet.enforcement.policy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A purpose (finalité) as declared for one app in the catalogue (ACCESS-RULES 6; S1): what may be read and what may be written. Immutable. */
public final class Purpose {
    private final String code;
    private final Set<DataCategory> read;
    private final Set<DataCategory> write;
    /** Made once: a purpose may cover each type of the matrix. */
    private final Map<Reading, Set<AclToken>> tokens = new HashMap<>();

    private record Reading(DataCategory type, boolean representative, boolean maskedToo) {
    }

    /**
     * @param code  purpose code sent with every request
     * @param read  categories that may be read; one per code where the type has codes
     * @param write categories that may be written
     */
    public Purpose(String code, Set<DataCategory> read, Set<DataCategory> write) {
        this.code = code;
        this.read = Set.copyOf(read);
        this.write = Set.copyOf(write);
        for (DataCategory category : read) {
            for (boolean representative : new boolean[] {false, true}) {
                open(category, representative, false).add(AclToken.app(category, representative, false));
                open(category, representative, true).addAll(Set.of(AclToken.app(category, representative, false), AclToken.app(category, representative, true)));
            }
        }
        tokens.replaceAll((reading, opened) -> Set.copyOf(opened));
    }

    private Set<AclToken> open(DataCategory category, boolean representative, boolean maskedToo) {
        return tokens.computeIfAbsent(new Reading(DataCategory.of(category.type()), representative, maskedToo), reading -> new HashSet<>());
    }

    /** @return purpose code */
    public String code() {
        return code;
    }

    /** @return categories that may be read */
    public Set<DataCategory> read() {
        return read;
    }

    /** @return categories that may be written */
    public Set<DataCategory> write() {
        return write;
    }

    /**
     * @param type           what is asked for, a whole type
     * @param representative as a representative sees it, not as the holder does
     * @param maskedToo      masked documents too
     * @return what the declaration opens of it; nothing when it does not cover the type
     */
    public Set<AclToken> opened(DataCategory type, boolean representative, boolean maskedToo) {
        return tokens.getOrDefault(new Reading(type, representative, maskedToo), Set.of());
    }
}
