package fr.carnet.server.authorization.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Checks a client's assertion (RFC 7523 section 3; SMART App Launch 2.2, asymmetric client authentication). {@code aud} must contain the address of the token
 * endpoint, as SMART asks, or the issuer, as RFC 7523 allows and newer clients send; nothing else. An assertion is good once.
 */
final class ClientAssertions {

    /** SMART App Launch 2.2: {@code exp} at most five minutes ahead. */
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS384, JWSAlgorithm.ES384);
    private static final int LONGEST_TEXT = 16_384;
    private static final int LONGEST_ID = 255;

    private final Set<String> audiences;
    private final ClientKeyring keyring;
    private final UsedAssertions used;
    private final Clock clock;

    ClientAssertions(Set<String> audiences, ClientKeyring keyring, UsedAssertions used, Clock clock) {
        this.audiences = audiences;
        this.keyring = keyring;
        this.used = used;
        this.clock = clock;
    }

    /**
     * @return the claims
     * @throws BadJwtException when it proves nothing; says why in words for the operator, and never quotes it
     */
    JWTClaimsSet checked(String assertion, RegisteredClient client) {
        require(assertion.length() <= LONGEST_TEXT, "too long");
        try {
            SignedJWT jwt = SignedJWT.parse(assertion);
            ClientTraits traits = ClientTraits.of(client);
            checkHeader(jwt.getHeader(), traits);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Instant until = checkClaims(claims, client.getClientId());
            JWK key = keyring.find(traits, jwt.getHeader().getKeyID(), jwt.getHeader().getAlgorithm()).orElseThrow(() -> refused("no one key of its kid and algorithm"));
            require(jwt.verify(verifier(key)), "wrong signature");
            require(used.first(client.getClientId(), claims.getJWTID(), until.plus(SKEW)), "jti used before");
            return claims;
        } catch (ParseException | JOSEException unreadable) {
            throw new BadJwtException("unreadable", unreadable);
        }
    }

    private static void checkHeader(JWSHeader header, ClientTraits traits) {
        require(ALGORITHMS.contains(header.getAlgorithm()), "alg is neither RS384 nor ES384");
        require(header.getType() == null || JOSEObjectType.JWT.equals(header.getType()), "typ is not JWT");
        require(header.getKeyID() != null && !header.getKeyID().isBlank(), "no kid");
        require(header.getJWK() == null && header.getX509CertURL() == null && header.getX509CertChain() == null, "it brings a key of its own");
        URI jku = header.getJWKURL();
        require(jku == null || Optional.of(jku.toString()).equals(traits.jwksUri()), "jku is not the registered address");
    }

    /** @return when it ends */
    private Instant checkClaims(JWTClaimsSet claims, String clientId) {
        Instant now = clock.instant();
        require(clientId.equals(claims.getIssuer()) && clientId.equals(claims.getSubject()), "iss or sub is not the client");
        require(claims.getAudience().stream().anyMatch(audiences::contains), "aud is not this token endpoint");
        require(claims.getExpirationTime() != null, "no exp");
        Instant until = claims.getExpirationTime().toInstant();
        require(until.plus(SKEW).isAfter(now), "ended");
        require(!until.isAfter(now.plus(LONGEST).plus(SKEW)), "exp is more than five minutes ahead");
        require(claims.getNotBeforeTime() == null || !claims.getNotBeforeTime().toInstant().isAfter(now.plus(SKEW)), "nbf is ahead");
        require(claims.getIssueTime() == null || !claims.getIssueTime().toInstant().isAfter(now.plus(SKEW)), "iat is ahead");
        require(claims.getJWTID() != null && !claims.getJWTID().isBlank() && claims.getJWTID().length() <= LONGEST_ID && claims.getJWTID().indexOf('\0') < 0, "no jti");
        return until;
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return key instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier((ECKey) key);
    }

    private static void require(boolean good, String problem) {
        if (!good) {
            throw refused(problem);
        }
    }

    private static BadJwtException refused(String problem) {
        return new BadJwtException(problem);
    }
}
