package fr.carnet.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.carnet.server.support.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Tokens that say the same as a doctor's good one, signed in ways of the test's choosing. */
final class Forge {

    private Forge() {
    }

    /** @return what a general practitioner's token claims */
    static Map<String, Object> doctor() {
        return Tokens.professionalClaims("810000000011", List.of(Tokens.exercise("10", "SM54", null)));
    }

    /** @return a token under this header, signed by this signer */
    static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return header of an algorithm with a key id */
    static JWSHeader header(JWSAlgorithm algorithm, String kid) {
        return new JWSHeader.Builder(algorithm).keyID(kid).build();
    }

    /** @return a token of any header text and claims, with a signature part of the test's choosing */
    static String byHand(String header, JWTClaimsSet claims, String signature) {
        return Base64URL.encode(header) + "." + Base64URL.encode(claims.toString()) + "." + signature;
    }

    /** @return a public key as the PEM text that operators pass around */
    static byte[] pem(Key key) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key.getEncoded());
        return ("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n").getBytes(StandardCharsets.US_ASCII);
    }
}
