package fr.carnet.server.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.carnet.server.config.DemoSettings;
import fr.carnet.server.config.SecuritySettings;
import fr.carnet.server.identity.AdditionalIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The demo's token issuer. Its key is made at the first start, kept in the demo's directory and never shipped. */
@Component
@Profile("demo")
class DemoIssuer {

    static final String AUDIENCE = "carnet-demo";
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String BASE = "https://demo.carnet.example.org/";

    private final ECKey key;
    private final Path publicKeys;
    private final Clock clock;

    DemoIssuer(DemoSettings settings, Clock clock) throws IOException, JOSEException, ParseException {
        this.clock = clock;
        Path directory = Files.createDirectories(settings.directory().toAbsolutePath().normalize());
        this.key = key(directory.resolve("demo-signing-key.json"));
        this.publicKeys = Files.writeString(directory.resolve("demo-jwks.json"), new JWKSet(key.toPublicJWK()).toString());
    }

    /** @return this issuer under each kind of token, for the identity stage */
    AdditionalIssuer asTrusted() {
        return new AdditionalIssuer(Arrays.stream(SecuritySettings.Kind.values())
                .map(kind -> new SecuritySettings.Issuer(issuer(kind), publicKeys.toUri().toString(), AUDIENCE, kind)).toList());
    }

    /** @return a signed access token, valid one hour */
    String token(SecuritySettings.Kind kind, Map<String, Object> claims) {
        return token(issuer(kind), AUDIENCE, LIFETIME, claims);
    }

    /** @return a signed token of any issuer that the demo stands in for */
    String token(String issuer, String audience, Duration lifetime, Map<String, Object> claims) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder().issuer(issuer).audience(audience).jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(lifetime)));
        claims.forEach(builder::claim);
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID(key.getKeyID()).build(), builder.build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the demo key does not sign", e);
        }
        return token.serialize();
    }

    /** @return the key that all of the demo's tokens are signed with, its public half */
    ECKey publicKey() {
        return key.toPublicJWK();
    }

    private static String issuer(SecuritySettings.Kind kind) {
        return BASE + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ECKey key(Path file) throws IOException, JOSEException, ParseException {
        if (Files.exists(file)) {
            return ECKey.parse(Files.readString(file));
        }
        ECKey fresh = new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, fresh.toJSONString());
        return fresh;
    }
}
