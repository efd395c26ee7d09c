package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import fr.carnet.server.authorization.token.Pairings;
import fr.carnet.server.storage.AppClients.AppClient;
import fr.carnet.server.storage.AppClients.Credentials;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who plays: holders with an account, apps of each kind, the server's own clients. */
final class Cast {

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
        return OAuthClients.STRUCTURE_SCOPE;
    }

    /** Asks about a token as the client that may. */
    OAuth.Answer introspected(String token) {
        return new OAuth(server).post("/oauth2/introspect", Parameters.of("token", token), java.util.Map.of("Authorization", basic(OAuthClients.RESOURCE_SERVER)));
    }

    private String basic(String client) {
        return "Basic " + java.util.Base64.getEncoder().encodeToString((client + ":" + server.clients().secret()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** @return pairings that an app has with this holder's record, ended ones included */
    int pairings(Holder holder) {
        return server.bean(Pairings.class).ofPatient(holder.record().id()).size();
    }

    long livePairings(Holder holder) {
        return server.bean(Pairings.class).ofPatient(holder.record().id()).stream().filter(pairing -> pairing.isLive()).count();
    }
}
