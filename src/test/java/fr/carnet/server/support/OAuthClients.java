package fr.carnet.server.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import fr.carnet.server.storage.AppClients;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The OAuth clients that the server under test knows, one of each kind, with their keys and secrets; made for this run. */
public final class OAuthClients implements AppClients {

    /** A public app: {@link Apps#METER}. */
    public static final String PUBLIC = Apps.METER;
    /** A confidential app that proves itself with a key, its JWK Set inline. */
    public static final String KEYED = "rendez-vous";
    /** A confidential app with a secret. */
    public static final String SECRET = "portail";
    /** A structure's software with inline keys, RSA and EC. */
    public static final String STRUCTURE = "dpi-hopital";
    /** A structure's software whose keys are at {@link #remoteKeys}. */
    public static final String STRUCTURE_BY_URI = "labo";
    /** A server that asks about tokens, with a secret. */
    public static final String RESOURCE_SERVER = "entrepot";
    /** Software of professionals, with a key. */
    public static final String PROFESSIONAL_SOFTWARE = "logiciel-medecin";
    /** Secret of every client with one. */
    public static final String ITS_SECRET = "un-secret-de-test-assez-long";
    /** Identifier of the structure. */
    public static final String STRUCTURE_ID = "1990000773";
    /** Where apps are sent back to; nothing listens there. */
    public static final String REDIRECT = "http://127.0.0.1:9/cb";
    /** A second one, with a query. */
    public static final String OTHER_REDIRECT = "https://app.example.org/cb?x=1";
    /** What apps may ask for, besides identity and record. */
    public static final Set<String> SCOPES = Set.of("openid", "fhirUser", "launch/patient", "offline_access", "patient/Observation.rs", "patient/DocumentReference.rs");
    private static final String STRUCTURE_SCOPE = "system/DocumentReference.c";

    private final RSAKey rsa;
    private final ECKey ec;
    private final KeySite remoteKeys = new KeySite();
    private final String secretHash = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(ITS_SECRET);
    private final Map<String, AppClient> apps = new ConcurrentHashMap<>();

    OAuthClients() {
        try {
            rsa = new RSAKeyGenerator(2048).keyID("client-rsa").algorithm(JWSAlgorithm.RS384).generate();
            ec = new ECKeyGenerator(Curve.P_384).keyID("client-ec").algorithm(JWSAlgorithm.ES384).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        remoteKeys.serves(publicKeys(rsa, ec));
        put(app(PUBLIC, true, new Credentials(Optional.empty(), Optional.empty(), Optional.empty())));
        put(app(KEYED, true, new Credentials(Optional.of(publicKeys(rsa, ec)), Optional.empty(), Optional.empty())));
        put(app(SECRET, true, new Credentials(Optional.empty(), Optional.empty(), Optional.of(secretHash))));
        put(app(Apps.OFFLINE, false, new Credentials(Optional.empty(), Optional.empty(), Optional.of(secretHash))));
    }

    /** @return an app as the catalogue lists it */
    public static AppClient app(String clientId, boolean online, Credentials credentials) {
        return new AppClient(clientId, Apps.METER.equals(clientId) ? Apps.METER_OID : "urn:oid:1.2.250.1.999.9", online, Map.of("fr", clientId, "en", clientId),
                Map.of("fr", "Service de test", "en", "Test service"), "Éditeur", Optional.empty(), credentials, List.of(REDIRECT, OTHER_REDIRECT), SCOPES, List.of());
    }

    /** Puts an app into the catalogue, in the place of the one with this client id; whoever changes one puts it back. */
    public void put(AppClient app) {
        apps.put(app.clientId(), app);
    }

    /** Takes an app out of the catalogue. */
    public void remove(String clientId) {
        apps.remove(clientId);
    }

    @Override
    public Optional<AppClient> find(String clientId) {
        return Optional.ofNullable(apps.get(clientId));
    }

    /** @return the RSA key of every client with keys */
    public RSAKey rsa() {
        return rsa;
    }

    /** @return their EC key */
    public ECKey ec() {
        return ec;
    }

    /** @return the secret of every client with one */
    public String secret() {
        return ITS_SECRET;
    }

    /** @return where {@link #STRUCTURE_BY_URI} has its keys */
    public KeySite remoteKeys() {
        return remoteKeys;
    }

    /** @return the public halves, as a JWK Set */
    public static String publicKeys(JWK... keys) {
        return new JWKSet(List.of(keys)).toString(true);
    }

    Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(Map.of("carnet.authorization.key-secret", "dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q="));
        client(settings, 0, TestIssuers.FIRST_PARTY, "first-party", Map.of("redirect-uris", REDIRECT, "scopes", "openid,fhirUser,launch/patient,offline_access,patient/*.cruds"));
        client(settings, 1, STRUCTURE, "structure", Map.of("structure", STRUCTURE_ID, "jwks", publicKeys(rsa, ec), "scopes", STRUCTURE_SCOPE + ",system/*.c"));
        client(settings, 2, STRUCTURE_BY_URI, "structure", Map.of("structure", STRUCTURE_ID, "jwks-uri", remoteKeys.uri(), "scopes", STRUCTURE_SCOPE));
        client(settings, 3, RESOURCE_SERVER, "resource-server", Map.of("secret-hash", secretHash));
        client(settings, 4, PROFESSIONAL_SOFTWARE, "professional-software", Map.of("jwks", publicKeys(rsa, ec)));
        return settings;
    }

    private static void client(Map<String, Object> settings, int n, String id, String kind, Map<String, Object> more) {
        String prefix = "carnet.authorization.clients[" + n + "].";
        settings.put(prefix + "client-id", id);
        settings.put(prefix + "kind", kind);
        more.forEach((name, value) -> settings.put(prefix + name, value));
    }
}
