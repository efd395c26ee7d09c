package fr.carnet.server.authorization.token;

import com.nimbusds.jwt.JWTClaimsSet;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether an access token of the own issuer is worth something at this request: its pairing lasts, and it was not revoked. One statement each time and nothing
 * remembered: what a person ends binds the very next request. When it cannot be known, nothing is opened.
 */
final class LiveTokens implements Predicate<JWTClaimsSet> {

    private static final String NOT_REVOKED = "select not exists (select 1 from carnet.revoked_token where jti = ?)";
    private static final String PAIRED = NOT_REVOKED + " and exists (select 1 from carnet.pairing where id = ? and client_id = ? and patient_id = ? and ended is null)";

    private final JdbcClient jdbc;

    LiveTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean test(JWTClaimsSet claims) {
        String client = text(claims, "client_id");
        boolean unpaired = !AccessTokenClaims.SMART.equals(claims.getClaim(AccessTokenClaims.KIND)) || PersonTokens.CLIENT.equals(client);
        if (claims.getJWTID() == null) {
            return false;
        }
        try {
            return unpaired ? jdbc.sql(NOT_REVOKED).param(claims.getJWTID()).query(Boolean.class).single() : isPaired(claims, client);
        } catch (DataAccessException unknown) {
            throw Refusal.of(Answer.UNAVAILABLE);
        }
    }

    private boolean isPaired(JWTClaimsSet claims, String client) {
        String pairing = text(claims, AccessTokenClaims.PAIRING);
        return Pairings.isId(pairing)
                && jdbc.sql(PAIRED).params(claims.getJWTID(), UUID.fromString(pairing), client, text(claims, "patient")).query(Boolean.class).single();
    }

    private static String text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text ? text : "";
    }
}
