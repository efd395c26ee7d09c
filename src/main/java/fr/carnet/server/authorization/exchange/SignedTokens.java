package fr.carnet.server.authorization.exchange;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import fr.carnet.server.identity.PublishedKeys;
import fr.carnet.server.identity.TokenSignatures;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;

/** Signatures over keys that are found by their id: asymmetric only, no key out of the token itself (RFC 8725). What the claims say is looked at by the caller. */
final class SignedTokens {

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    SignedTokens(JWKSource<SecurityContext> keys) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(TokenSignatures.by(keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> { });
    }

    /** @return over the keys at an address, cached, asked for again when a key id is unknown */
    static SignedTokens at(String uri, Duration timeout) {
        return new SignedTokens(PublishedKeys.at(uri, timeout));
    }

    /**
     * Other issuers' tokens are not worth a look at the keys: fetching those is limited.
     *
     * @param issuer who it has to be of
     * @return its claims, empty when it is not the issuer's, or not signed with one of the keys
     * @throws KeySourceException when the keys cannot be had
     */
    Optional<Claims> verify(String token, String issuer) throws KeySourceException {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            boolean known = TokenSignatures.namesItsKey(signed.getHeader()) && issuer.equals(signed.getJWTClaimsSet().getIssuer());
            return !known ? Optional.empty() : Optional.of(new Claims(processor.process(signed, null).toJSONObject()));
        } catch (KeySourceException keys) {
            throw keys;
        } catch (ParseException | BadJOSEException | JOSEException notBelieved) {
            return Optional.empty();
        }
    }
}
