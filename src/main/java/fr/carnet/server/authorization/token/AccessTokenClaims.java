package fr.carnet.server.authorization.token;

import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;

/** Names in the own access tokens that no standard gives (ADR 0012). */
public final class AccessTokenClaims {

    /** Claim: how the token becomes a caller, {@link #SMART} or another kind of the identity stage. */
    public static final String KIND = "token_kind";
    /** A person's or an app's token for one record. */
    public static final String SMART = "smart";
    /** Claim: id of the pairing that the token is worth something by. */
    public static final String PAIRING = "pairing";

    /** Header {@code typ} of an access token (RFC 9068). */
    static final String TYPE = "at+jwt";

    private AccessTokenClaims() {
    }

    /** @return header of an access token: RS256, typed as RFC 9068 has it, so that no other JWT of this issuer passes for one */
    public static JwsHeader header() {
        return JwsHeader.with(SignatureAlgorithm.RS256).type(TYPE).build();
    }
}
