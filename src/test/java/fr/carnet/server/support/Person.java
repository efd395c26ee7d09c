package fr.carnet.server.support;

import java.util.UUID;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/**
 * Somebody with an account, who may log in.
 *
 * @param account account id
 * @param login   what the person types
 * @param record  the own record
 */
public record Person(String account, String login, Records.Opened record) {

    /** Password of every person. */
    public static final String PASSWORD = "mot de passe de test";

    /** @return a new person with a record, an account made straight in the database: people come with the login, which has tests of its own */
    public static Person with(TestServer server, Records.Opened record) {
        String id = UUID.randomUUID().toString();
        server.database().sql("insert into carnet.account (id, login, password, ins_system, ins_value, name) values (?, ?, ?, ?, ?, ?)")
                .params(UUID.fromString(id), "login-" + id, PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(PASSWORD), Records.INS, record.ins(), "Camille MARTIN").update();
        return new Person(id, "login-" + id, record);
    }

    /** @return a new adult */
    public static Person of(TestServer server) {
        return with(server, server.records().adult());
    }
}
