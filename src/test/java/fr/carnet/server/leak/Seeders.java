package fr.carnet.server.leak;

import java.util.List;

/** The types that the worlds hold beside documents, Lists, contents, Consents and delegations, which every scene has. */
final class Seeders {

    /** In the order in which they fill a record. */
    static final List<Seeder> ALL = List.of(new EntrySeeder());

    private Seeders() {
    }
}
