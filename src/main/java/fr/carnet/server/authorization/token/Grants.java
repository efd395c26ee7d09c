package fr.carnet.server.authorization.token;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Locks on grants, so that a code or a refresh token is used once whoever comes at the same time, and the memory of refresh tokens that were. */
@Component
class Grants {

    private final JdbcClient jdbc;

    Grants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return id of the grant whose code this is, locked until the transaction ends */
    Optional<String> lockByCode(String code) {
        return jdbc.sql("select id from carnet.oauth2_authorization where authorization_code_value = ? for update").param(TokenHash.of(code)).query(String.class).optional();
    }

    /** @return id of the grant whose current refresh token this is, locked until the transaction ends */
    Optional<String> lockByRefreshToken(String token) {
        return jdbc.sql("select id from carnet.oauth2_authorization where refresh_token_value = ? for update").param(TokenHash.of(token)).query(String.class).optional();
    }

    /** @return id of the grant whose request for consent this is, locked until the transaction ends */
    Optional<String> lockByState(String state) {
        return jdbc.sql("select id from carnet.oauth2_authorization where state = ? for update").param(state).query(String.class).optional();
    }

    /** @return id of the grant that had this refresh token before it was exchanged */
    Optional<String> findByUsedRefreshToken(String token) {
        return jdbc.sql("select grant_id from carnet.used_refresh_token where token_hash = ?").param(TokenHash.of(token)).query(String.class).optional();
    }

    /** @return client of the grant that this refresh token is of, or was of before it was exchanged */
    Optional<String> clientOfRefreshToken(String token) {
        return jdbc.sql("""
                select registered_client_id from carnet.oauth2_authorization
                where refresh_token_value = :hash or id = (select grant_id from carnet.used_refresh_token where token_hash = :hash)""")
                .param("hash", TokenHash.of(token)).query(String.class).optional();
    }

    /** Remembers a refresh token that was exchanged. */
    void used(String token, String grantId) {
        jdbc.sql("insert into carnet.used_refresh_token (token_hash, grant_id) values (?, ?)").params(TokenHash.of(token), grantId).update();
    }
}
