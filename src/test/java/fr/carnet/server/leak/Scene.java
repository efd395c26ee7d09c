package fr.carnet.server.leak;

import java.util.function.Function;

/**
 * One reader before records of his own, the same in both worlds save for what he may not see.
 *
 * @param name         kind of caller, in words
 * @param hidesRecords whether other people's records are secret too: not from those who may feed any open record (S3) or ask whether it exists (TD0.2)
 * @param play         fills the records in one world; same names in both
 */
record Scene(String name, boolean hidesRecords, Function<World, Cast> play) {

    @Override
    public String toString() {
        return name;
    }
}
