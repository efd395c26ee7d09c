package fr.carnet.server.authorization.login;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The accounts, in PostgreSQL. */
@Component
public class Accounts {

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param id account id, as the authenticated principal is named */
    public Optional<Account> find(String id) {
        return jdbc.sql("select id, ins_system, ins_value, name from carnet.account where id = ?").param(UUID.fromString(id))
                .query((row, n) -> new Account(row.getString(1), row.getString(2), row.getString(3), row.getString(4))).optional();
    }
}
