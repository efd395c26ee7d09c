package fr.carnet.server.smart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/**
 * One app as the authorization server knows it, and the requests it sends.
 *
 * @param server      server it speaks to
 * @param id          client id
 * @param redirectUri registered redirect URI
 * @param key         private key with {@code alg} and {@code kid}; empty for a public client
 */
record SmartApp(TestServer server, String id, String redirectUri, Optional<JWK> key) {

    /** Scopes of a launch that asks for everything a patient's app may have. */
    static final String SCOPE = "openid fhirUser launch/patient offline_access patient/Observation.cruds patient/Patient.r";

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Duration ASSERTION_LIFETIME = Duration.ofMinutes(4);

    /** @return an authorization request as SMART App Launch 2.2 has it */
    Parameters authorization(String scope, Pkce pkce) {
        return Parameters.of("response_type", "code", "client_id", id, "redirect_uri", redirectUri, "scope", scope, "state", UUID.randomUUID().toString(),
                "aud", server.api().base(), "code_challenge", pkce.challenge(), "code_challenge_method", "S256");
    }

    /** @return the token request of a code */
    Parameters exchange(String code, String verifier) {
        return authenticated(Parameters.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUri, "code_verifier", verifier));
    }

    /** @return a token request with a refresh token */
    Parameters refresh(String token) {
        return authenticated(Parameters.of("grant_type", "refresh_token", "refresh_token", token));
    }

    /** @return a token request for itself (backend services) */
    Parameters clientCredentials(String scope) {
        return authenticated(Parameters.of("grant_type", "client_credentials", "scope", scope));
    }

    /** @return the request with what says who sends it: an assertion, or the client id alone */
    Parameters authenticated(Parameters request) {
        return key.isPresent() ? asserted(request, signed(header().build(), claims().build(), key.get())) : request.with("client_id", id);
    }

    /** @return the request with this assertion */
    static Parameters asserted(Parameters request, String assertion) {
        return request.with("client_assertion_type", ASSERTION_TYPE).with("client_assertion", assertion);
    }

    /** @return header of its assertions, to be bent */
    JWSHeader.Builder header() {
        JWK own = key.orElseThrow();
        return new JWSHeader.Builder(JWSAlgorithm.parse(own.getAlgorithm().getName())).keyID(own.getKeyID()).type(JOSEObjectType.JWT);
    }

    /** @return claims of its assertions, to be bent */
    JWTClaimsSet.Builder claims() {
        Instant now = server.clock().instant();
        return new JWTClaimsSet.Builder().issuer(id).subject(id).audience(server.root() + "/oauth2/token").jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(ASSERTION_LIFETIME)));
    }

    /** @return an assertion under any header, signed with any key */
    static String signed(JWSHeader header, JWTClaimsSet claims, JWK key) {
        try {
            JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, header.getAlgorithm());
            SignedJWT assertion = new SignedJWT(header, claims);
            assertion.sign(signer);
            return assertion.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
