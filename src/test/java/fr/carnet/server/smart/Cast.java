package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import fr.carnet.server.authorization.token.Pairings;
import fr.carnet.server.storage.AppClients.AppClient;
import fr.carnet.server.storage.AppClients.Credentials;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who plays: holders with an account, apps of each kind, the server's own clients. */
final class Cast {

    private static final String BACKEND_SCOPE = "system/DocumentReference.c";

    private final TestServer server;
    private @Nullable Holder known;

    private Cast(TestServer server) {
        this.server = server;
    }

    static Cast of(TestServer server) {
        return new Cast(server);
    }

    /** @return somebody with a record of its own and an account, before a new browser */
    Holder holder() {
        Records.Opened record = server.records().adult();
        return new Holder(server, record, server.people().holderOf(record));
    }

    /** @return the same somebody each time, logged in once: for what is refused before anything is given */
    Holder knownHolder() {
        if (known == null) {
            known = holder();
        }
        return known;
    }

    /** @return the purpose that apps here are declared for and that holders agree to */
    String purpose() {
        return "GLYCEMIE";
    }

    SmartApp publicApp() {
        return new SmartApp(server, OAuthClients.PUBLIC, OAuthClients.REDIRECT, Optional.empty());
    }

    SmartApp confidentialApp() {
        return new SmartApp(server, OAuthClients.KEYED, OAuthClients.REDIRECT, Optional.of(server.clients().ec()));
    }

    SmartApp offlineApp() {
        return new SmartApp(server, Apps.OFFLINE, OAuthClients.REDIRECT, Optional.empty());
    }

    /** @return software of a structure that signs ES384 */
    SmartApp backend() {
        return new SmartApp(server, OAuthClients.STRUCTURE, OAuthClients.REDIRECT, Optional.of(server.clients().ec()));
    }

    /** @return the same software, signing RS384 */
    SmartApp backendRsa() {
        return new SmartApp(server, OAuthClients.STRUCTURE, OAuthClients.REDIRECT, Optional.of(server.clients().rsa()));
    }

    String backendScope() {
        return BACKEND_SCOPE;
    }

    /** Asks about a token as the client that may. */
    OAuth.Answer introspected(String token) {
        return new OAuth(server).post("/oauth2/introspect", Parameters.of("token", token), Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                (OAuthClients.RESOURCE_SERVER + ":" + server.clients().secret()).getBytes(StandardCharsets.UTF_8))));
    }

    /** Two keys under one kid where a structure's software publishes its keys, while something is tried as either. */
    void whileTwoKeysHaveOneKid(Consumer<SmartApp> tried) {
        try {
            List<JWK> twins = List.of(new ECKeyGenerator(Curve.P_384).keyID("twin").algorithm(JWSAlgorithm.ES384).generate(),
                    new RSAKeyGenerator(2048).keyID("twin").algorithm(JWSAlgorithm.RS384).generate());
            server.clients().remoteKeys().serves(new JWKSet(twins).toString(true));
            twins.forEach(key -> tried.accept(new SmartApp(server, OAuthClients.STRUCTURE_BY_URI, OAuthClients.REDIRECT, Optional.of(key))));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } finally {
            server.clients().remoteKeys().serves(OAuthClients.publicKeys(server.clients().rsa(), server.clients().ec()));
        }
    }

    /** Ends whatever this holder agreed to, as the holder does on the page of connected services. */
    void endPairings(Holder holder) {
        Pairings pairings = server.bean(Pairings.class);
        pairings.ofPatient(holder.record().id()).forEach(pairing -> pairings.end(pairing.id(), "disconnected"));
    }

    /** @return pairings that an app has with this holder's record, ended ones included */
    int pairings(Holder holder) {
        return server.bean(Pairings.class).ofPatient(holder.record().id()).size();
    }

    long livePairings(Holder holder) {
        return server.bean(Pairings.class).ofPatient(holder.record().id()).stream().filter(pairing -> pairing.isLive()).count();
    }
}
