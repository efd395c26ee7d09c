package fr.carnet.server.leak;

/**
 * Adds resources of one type to every scene. A new type enters the two worlds by a seeder in {@link Seeders#ALL}: through
 * {@link Filling#visibleResource} for what the reader sees in both worlds, through {@link Filling#hiddenResource} for what is there in the
 * secretive world alone, under names {@code <Type>.<word>}; the requests about that type then come from the allow-list by themselves.
 */
interface Seeder {

    /** @param filling a record that a professional or structure reads */
    void forProfessional(Filling filling);

    /**
     * @param filling a record that its holder or who represents him reads
     * @param reader  that reader's token
     */
    void forPatient(Filling filling, String reader);
}
