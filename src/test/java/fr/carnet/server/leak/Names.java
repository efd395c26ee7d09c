package fr.carnet.server.leak;

import java.util.List;
import java.util.Set;

/**
 * What a scene's requests may name.
 *
 * @param all             names, {@code <Type>.<word>}
 * @param hidesRecords whether other people's records are secret too: not from those who may feed any open record (S3) or ask whether it exists (TD0.2)
 */
record Names(Set<String> all, boolean hidesRecords) {

    /** @return the names of a type, in a stable order */
    List<String> of(String type) {
        return all.stream().filter(name -> name.startsWith(type + ".")).sorted().toList();
    }

    /** @return every type that something has a name of */
    List<String> types() {
        return all.stream().map(name -> name.substring(0, name.indexOf('.'))).filter(type -> Character.isUpperCase(type.charAt(0))).distinct().sorted().toList();
    }
}
