package fr.carnet.server.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.function.Predicate;

/**
 * The issuer that this server runs itself: its keys and the state of its grants are at hand, so that what was ended or revoked is refused at the next request.
 *
 * @param issuer     value of {@code iss}
 * @param audience   value that {@code aud} must contain
 * @param kind       claim that says how the token becomes a caller
 * @param firstParty its client that acts as the person itself
 * @param keys       its keys
 * @param live       whether a token of its own is worth something now; one look at the database
 */
public record OwnIssuer(String issuer, String audience, String kind, String firstParty, JWKSource<SecurityContext> keys, Predicate<JWTClaimsSet> live) {
}
