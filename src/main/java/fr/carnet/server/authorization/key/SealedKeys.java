package fr.carnet.server.authorization.key;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.impl.ConcatKDF;
import com.nimbusds.jose.jwk.RSAKey;
import fr.carnet.server.config.RefusedSettingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts private keys as JWE (RFC 7517 section 7; {@code dir}, A256GCM). The id of the key is part of what is authenticated: rows cannot be swapped. */
final class SealedKeys {

    private static final int LEAST_BYTES = 32;
    private static final int KEY_BITS = 256;
    private static final byte[] PURPOSE = "carnet signing keys".getBytes(StandardCharsets.US_ASCII);

    private final SecretKey key;

    private SealedKeys(SecretKey key) {
        this.key = key;
    }

    /**
     * @param setting name of the setting that the secret came from
     * @param secret  at least 32 bytes, base64
     * @throws RefusedSettingException when it is not
     */
    static SealedKeys with(String setting, String secret) {
        byte[] bytes = decoded(secret).filter(decoded -> decoded.length >= LEAST_BYTES).orElseThrow(() -> new RefusedSettingException(setting,
                "missing, not base64, or shorter than 32 bytes", "Set it to 32 random bytes in base64, for example from: openssl rand -base64 32"));
        try {
            return new SealedKeys(new ConcatKDF("SHA-256").deriveKey(new SecretKeySpec(bytes, "AES"), KEY_BITS, PURPOSE));
        } catch (JOSEException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }

    private static Optional<byte[]> decoded(String secret) {
        try {
            return Optional.of(Base64.getDecoder().decode(secret.strip()));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /** @return the key, encrypted */
    String seal(RSAKey signing) {
        JWEObject sealed = new JWEObject(new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM).keyID(signing.getKeyID()).build(),
                new Payload(signing.toJSONObject()));
        try {
            sealed.encrypt(new DirectEncrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("AES-GCM does not encrypt", e);
        }
        return sealed.serialize();
    }

    /** @return the key, empty when this secret does not open it or it is another key than the one asked for */
    Optional<RSAKey> open(String kid, String sealed) {
        try {
            JWEObject jwe = JWEObject.parse(sealed);
            jwe.decrypt(new DirectDecrypter(key));
            return Optional.of(RSAKey.parse(jwe.getPayload().toJSONObject())).filter(opened -> kid.equals(opened.getKeyID()));
        } catch (ParseException | JOSEException notOpened) {
            return Optional.empty();
        }
    }
}
