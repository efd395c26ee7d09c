package fr.carnet.server.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A client's assertion (RFC 7523) as SMART App Launch 2.2 has it, to be bent by a test. Every one has a jti of its own. */
public final class Assertion {

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private final Instant now;
    private JWK key;

    Assertion(String client, String audience, Instant now, JWK key) {
        this.now = now;
        this.key = key;
        header.putAll(Map.of("alg", key.getAlgorithm().getName(), "kid", key.getKeyID(), "typ", "JWT"));
        claims.putAll(Map.of("iss", client, "sub", client, "aud", audience, "jti", UUID.randomUUID().toString()));
        ends(Duration.ofMinutes(4));
    }

    /** @return itself, with another value in its header; null takes it out */
    public Assertion header(String name, @Nullable Object value) {
        return with(header, name, value);
    }

    /** @return itself, with another claim; null takes it out */
    public Assertion claim(String name, @Nullable Object value) {
        return with(claims, name, value);
    }

    /** @return itself, with a claim that is an instant from now */
    public Assertion at(String name, Duration fromNow) {
        return with(claims, name, now.plus(fromNow).getEpochSecond());
    }

    /** @return itself, ending then */
    public Assertion ends(Duration fromNow) {
        return at("exp", fromNow);
    }

    /** @return itself, signed with another key, of which the header says nothing */
    public Assertion signedBy(JWK other) {
        key = other;
        return this;
    }

    /** @return itself, under another key and its names */
    public Assertion with(JWK other) {
        key = other;
        return header("alg", other.getAlgorithm().getName()).header("kid", other.getKeyID());
    }

    /** @return the signed text */
    public String text() {
        try {
            JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key);
            JWSObject jws = new JWSObject(JWSHeader.parse(header), new Payload(claims));
            jws.sign(signer);
            return jws.serialize();
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return the same under a header that no signer would write, with any signature */
    public String byHand(String signature) {
        return Base64URL.encode(JSONObjectUtils.toJSONString(header)) + "." + Base64URL.encode(JSONObjectUtils.toJSONString(claims)) + "." + signature;
    }

    private Assertion with(Map<String, Object> part, String name, @Nullable Object value) {
        if (value == null) {
            part.remove(name);
        } else {
            part.put(name, value);
        }
        return this;
    }
}
