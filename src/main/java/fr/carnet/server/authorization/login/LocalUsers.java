package fr.carnet.server.authorization.login;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** Local accounts as Spring Security's users: found by what people type, named by the account's id from then on. */
@Component
class LocalUsers implements UserDetailsService {

    private final JdbcClient jdbc;

    LocalUsers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public UserDetails loadUserByUsername(String login) {
        return jdbc.sql("select id, password from carnet.account where lower(login) = lower(?)").param(login)
                .query((row, n) -> User.withUsername(row.getString(1)).password(row.getString(2)).roles("PATIENT").build()).optional()
                .orElseThrow(() -> new UsernameNotFoundException("no such account"));
    }
}
