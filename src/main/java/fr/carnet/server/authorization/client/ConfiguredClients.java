package fr.carnet.server.authorization.client;

import fr.carnet.server.authorization.token.PersonTokens;
import fr.carnet.server.authorization.token.SmartScope;
import fr.carnet.server.config.ClientKeys;
import fr.carnet.server.config.ClientSecretHash;
import fr.carnet.server.config.OAuthClientSettings;
import fr.carnet.server.config.OAuthClientSettings.Client;
import fr.carnet.server.config.OAuthClientSettings.Kind;
import fr.carnet.server.config.RefusedSettingException;
import fr.carnet.server.config.SecuritySettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** {@code carnet.authorization.clients}, checked at start: one that could not work, or would be weak, stops it. */
final class ConfiguredClients {

    private static final Pattern CLIENT_ID = Pattern.compile("[\\x21-\\x7e]{1,100}");

    private final Map<String, RegisteredClient> byId = new HashMap<>();
    private final SecuritySettings security;

    ConfiguredClients(OAuthClientSettings settings, SecuritySettings security, ClientShapes shapes) {
        this.security = security;
        List<Client> clients = settings.clients();
        for (int n = 0; n < clients.size(); n++) {
            String prefix = "carnet.authorization.clients[" + n + "].";
            Client client = clients.get(n);
            check(prefix, client);
            try {
                byId.put(client.clientId(), shapes.configured(client));
            } catch (IllegalArgumentException unusable) {
                throw new RefusedSettingException(prefix + "scopes", "not usable: " + unusable.getMessage(), "Scopes hold no space, quote or backslash.");
            }
        }
    }

    /** @return the client, empty when none of this id is configured */
    Optional<RegisteredClient> find(String clientId) {
        return Optional.ofNullable(byId.get(clientId));
    }

    private void check(String prefix, Client client) {
        require(CLIENT_ID.matcher(client.clientId()).matches(), prefix + "client-id", "not 1 to 100 visible ASCII characters", "Give the client another id.");
        require(!PersonTokens.CLIENT.equals(client.clientId()), prefix + "client-id", "this server's own pages have it", "Give the client another id.");
        require(!byId.containsKey(client.clientId()), prefix + "client-id", "used twice", "Every client has an id of its own.");
        long proofs = Stream.of(client.jwks(), client.jwksUri(), client.secretHash(), client.certificateSubject()).filter(proof -> proof != null && !proof.isBlank()).count();
        require(proofs <= 1, prefix + "jwks", "more than one way to prove who it is", "Keep one of jwks, jwks-uri, secret-hash and certificate-subject.");
        boolean person = client.kind() == Kind.FIRST_PARTY;
        require(person || proofs == 1, prefix + "jwks", "nothing proves who it is", "Set jwks or jwks-uri; public clients are first-party or in the catalogue.");
        require(client.kind() != Kind.STRUCTURE || client.secretHash() == null, prefix + "secret-hash", "software of a structure proves itself with a key",
                "Set jwks or jwks-uri (SMART backend services: private_key_jwt).");
        require((client.kind() == Kind.STRUCTURE) == (client.structure() != null), prefix + "structure", "goes with kind structure, and only with it",
                "Set it to the identifier of the structure for kind structure, and leave it out otherwise.");
        Optional.ofNullable(client.certificateSubject()).ifPresent(subject -> {
            require(client.kind() == Kind.STRUCTURE || client.kind() == Kind.PROFESSIONAL_SOFTWARE, prefix + "certificate-subject", "not for this kind",
                    "Only software of structures and professionals proves itself by mutual TLS.");
            require(isName(subject), prefix + "certificate-subject", "not a distinguished name", "Write it as RFC 2253 has it, for example CN=dpi,O=Hopital,C=FR.");
        });
        require(!person || security.firstPartyClients().contains(client.clientId()), prefix + "client-id", "of kind first-party but not in carnet.security.first-party-clients",
                "Add it there: requests of first-party clients need no purpose code.");
        require(person || client.redirectUris().isEmpty(), prefix + "redirect-uris", "nobody is sent back to this kind of client", "Leave them out.");
        require(!person || !client.redirectUris().isEmpty(), prefix + "redirect-uris", "missing", "Set the exact addresses that people are sent back to.");
        client.redirectUris().forEach(uri -> require(RedirectUris.areGood(uri), prefix + "redirect-uris", "not an exact https address",
                "Absolute, https or http on loopback or a scheme of the application's own (RFC 8252), no fragment, no wildcard, no user."));
        Set<String> scopes = client.scopes();
        require(client.kind() != Kind.STRUCTURE || !scopes.isEmpty() && scopes.stream().allMatch(ConfiguredClients::isOfSystem), prefix + "scopes",
                "a structure's software asks for system/ scopes, at least one", "For example system/DocumentReference.c.");
        Optional.ofNullable(client.jwks()).ifPresent(jwks -> ClientKeys.refusal(jwks).ifPresent(problem -> require(false, prefix + "jwks", problem,
                "Set it to the JWK Set of its public keys: RSA of 2048 bits or more, or EC P-384, each with a kid of its own.")));
        Optional.ofNullable(client.jwksUri()).ifPresent(uri -> require(ClientKeys.isGoodPlace(uri), prefix + "jwks-uri", "keys must come over https:, or http: on loopback",
                "Give the address of its JWK Set as https://..."));
        Optional.ofNullable(client.secretHash()).ifPresent(hash -> require(ClientSecretHash.isKnown(hash), prefix + "secret-hash", "not a hash that this server knows",
                "Store {bcrypt}$2a$... or {pbkdf2@SpringSecurity_v5_8}..., never the secret."));
    }

    private static boolean isOfSystem(String scope) {
        return SmartScope.of(scope).filter(smart -> "system".equals(smart.level())).isPresent();
    }

    private static boolean isName(String subject) {
        try {
            return !new X500Principal(subject).getName().isEmpty();
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static void require(boolean good, String setting, String problem, String remedy) {
        if (!good) {
            throw new RefusedSettingException(setting, problem, remedy);
        }
    }
}
