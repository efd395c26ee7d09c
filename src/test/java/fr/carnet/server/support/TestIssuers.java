package fr.carnet.server.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Somebody else's issuers: their keys are made for this run, the server knows their public halves from a file, as in production. */
public final class TestIssuers {

    /** Audience of every token. */
    public static final String AUDIENCE = "https://carnet.test/fhir";
    /** First-party client of the holder's own application. */
    public static final String FIRST_PARTY = "mon-application";

    private final ECKey ecKey;
    private final RSAKey rsaKey;
    private final Path jwks;
    private final OAuthClients clients = new OAuthClients();

    /** Makes new keys. */
    public TestIssuers() {
        try {
            ecKey = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
            rsaKey = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
            jwks = Files.createTempFile("carnet-test-jwks", ".json");
            Files.writeString(jwks, new JWKSet(List.of(ecKey.toPublicJWK(), rsaKey.toPublicJWK())).toString());
            jwks.toFile().deleteOnExit();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the key that tokens are signed with */
    public ECKey ecKey() {
        return ecKey;
    }

    /** @return a second, RSA key of the same issuers */
    public RSAKey rsaKey() {
        return rsaKey;
    }

    /** @return the OAuth clients of this server's own authorization server */
    public OAuthClients clients() {
        return clients;
    }

    /** @return issuer URL of a kind, for example {@code https://issuer.test/smart} */
    public static String issuer(String kind) {
        return "https://issuer.test/" + kind;
    }

    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        int n = 0;
        for (String kind : new String[] {"pro-sante-connect", "structure", "smart", "support", "insurer"}) {
            String prefix = "carnet.security.issuers[" + n++ + "].";
            settings.put(prefix + "issuer", issuer(kind));
            settings.put(prefix + "jwks-uri", jwks.toUri().toString());
            settings.put(prefix + "audience", AUDIENCE);
            settings.put(prefix + "kind", kind);
        }
        settings.put("carnet.security.first-party-clients[0]", FIRST_PARTY);
        Apps.settings(settings);
        return settings;
    }
}
