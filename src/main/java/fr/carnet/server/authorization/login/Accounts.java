package fr.carnet.server.authorization.login;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The accounts, in PostgreSQL. */
@Component
public class Accounts {

    private static final String COLUMNS = "select a.id, a.ins_system, a.ins_value, a.name";

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param id account id, as the authenticated principal is named */
    public Optional<Account> find(String id) {
        return jdbc.sql(COLUMNS + " from carnet.account a where a.id::text = ?").param(id).query(Accounts::account).optional();
    }

    /** @return the account of the person with this national identity */
    Optional<Account> ofIdentity(String system, String value) {
        return jdbc.sql(COLUMNS + " from carnet.account a where a.ins_system = ? and a.ins_value = ?").params(system, value).query(Accounts::account).optional();
    }

    /** @return the account that is linked to one elsewhere */
    Optional<Account> linked(String issuer, String subject) {
        return jdbc.sql(COLUMNS + " from carnet.account a join carnet.account_link l on l.account_id = a.id where l.issuer = ? and l.subject = ?").params(issuer, subject)
                .query(Accounts::account).optional();
    }

    /** @return the account that this login names, case aside, when it has a password */
    Optional<LocalLogin> local(String login) {
        return jdbc.sql(COLUMNS + ", a.password, a.email, a.phone from carnet.account a where lower(a.login) = lower(?) and a.password is not null").param(login)
                .query((row, n) -> new LocalLogin(account(row, n), row.getString(5), Optional.ofNullable(row.getString(6)), Optional.ofNullable(row.getString(7)))).optional();
    }

    /**
     * Makes an account, or changes the one of the same national identity.
     *
     * @return the account
     */
    @Transactional
    public Account register(Registration of) {
        Account account = jdbc.sql("""
                insert into carnet.account as a (id, login, password, ins_system, ins_value, name, email, phone) values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (ins_system, ins_value) do update set login = excluded.login, password = excluded.password, name = excluded.name, email = excluded.email,
                phone = excluded.phone returning a.id, a.ins_system, a.ins_value, a.name""")
                .params(UUID.randomUUID(), of.login().orElse(null), of.password().orElse(null), of.insSystem(), of.insValue(), of.name(), of.email().orElse(null),
                        of.phone().orElse(null))
                .query(Accounts::account).single();
        for (Registration.Link link : of.links()) {
            link(account, link.issuer(), link.subject());
        }
        return account;
    }

    /** From now on whoever logs in there as this subject is this person. */
    void link(Account account, String issuer, String subject) {
        jdbc.sql("insert into carnet.account_link (issuer, subject, account_id) values (?, ?, ?::uuid) on conflict (issuer, subject) do update set account_id = excluded.account_id")
                .params(issuer, subject, account.id()).update();
    }

    private static Account account(ResultSet row, int n) throws SQLException {
        return new Account(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
    }
}
