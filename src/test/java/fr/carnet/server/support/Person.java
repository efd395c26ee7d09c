package fr.carnet.server.support;

/**
 * Somebody with an account and a record, who connects apps.
 *
 * @param who    who logs in
 * @param record the own record
 */
public record Person(People.Person who, Records.Opened record) {

    /** @return the holder of this record, with a new account */
    public static Person with(TestServer server, Records.Opened record) {
        return new Person(server.people().holderOf(record), record);
    }

    /** @return a new adult */
    public static Person of(TestServer server) {
        return with(server, server.records().adult());
    }

    /** @return account id */
    public String account() {
        return who.account().id();
    }
}
