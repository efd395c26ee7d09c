package fr.carnet.server.authorization.token;

import fr.carnet.server.authorization.login.Accounts;
import fr.carnet.server.storage.Profiles;
import java.util.Optional;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.stereotype.Component;

/** Whether a grant may still give tokens, as things stand now: its pairing lasts, its app is online, and the person may still open the record in the same role. */
@Component
class GrantRules {

    /** Why a pairing ended whose person may no longer open the record. */
    static final String NO_LONGER_ALLOWED = "no-longer-allowed";

    private final Pairings pairings;
    private final OnlineClients online;
    private final Accounts accounts;
    private final Profiles profiles;

    GrantRules(Pairings pairings, OnlineClients online, Accounts accounts, Profiles profiles) {
        this.pairings = pairings;
        this.online = online;
        this.accounts = accounts;
        this.profiles = profiles;
    }

    /** @return why it may not, empty when it may; a delegation that is over ends the pairing */
    Optional<OAuth2AuthenticationException> refusal(String grantId) {
        Optional<Pairing> pairing = pairings.find(grantId).filter(Pairing::isLive);
        if (pairing.isEmpty()) {
            return Optional.of(OAuthErrors.refused(OAuth2ErrorCodes.INVALID_GRANT, "the pairing has ended"));
        }
        if (!online.isOnline(pairing.get().clientId())) {
            return Optional.of(OAuthErrors.refused(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, "client_id: the service is not online in the catalogue"));
        }
        if (!isStillAllowed(pairing.get())) {
            pairings.end(grantId, NO_LONGER_ALLOWED);
            return Optional.of(OAuthErrors.refused(OAuth2ErrorCodes.INVALID_GRANT, "the pairing has ended"));
        }
        return Optional.empty();
    }

    private boolean isStillAllowed(Pairing pairing) {
        return accounts.find(pairing.accountId()).map(account -> profiles.of(account.insSystem(), account.insValue()).stream().anyMatch(pairing::isFor)).orElse(false);
    }
}
