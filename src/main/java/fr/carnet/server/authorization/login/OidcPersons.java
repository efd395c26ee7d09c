package fr.carnet.server.authorization.login;

import fr.carnet.server.config.LoginSettings.Provider;
import fr.carnet.server.storage.Profiles;
import java.util.List;
import java.util.Optional;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Whose account a login at an identity provider opens: by the national identity that it tells, or else by a link that exists already. */
@Component
class OidcPersons {

    private static final String OID = "urn:oid:";

    private final Accounts accounts;
    private final Profiles profiles;

    OidcPersons(Accounts accounts, Profiles profiles) {
        this.accounts = accounts;
        this.profiles = profiles;
    }

    /** @return whether this login counts as both factors: its level is one of those that are enough */
    boolean isStrongEnough(Provider provider, OidcUser user) {
        String level = user.getIdToken().getAuthenticationContextClass();
        return level != null && provider.acrValues().contains(level);
    }

    /** @return the account; made when the national identity has a record here, or stands for somebody's, and no account yet; empty for a stranger */
    Optional<Account> account(Provider provider, OidcUser user) {
        if (provider.insClaim().isEmpty()) {
            return accounts.linked(provider.issuer(), user.getSubject());
        }
        String value = user.getClaimAsString(provider.insClaim());
        String system = user.getClaimAsString(provider.insSystemClaim());
        if (value == null || value.isBlank() || system == null || system.isBlank()) {
            return Optional.empty();
        }
        String uri = system.startsWith(OID) ? system : OID + system;
        return accounts.ofIdentity(uri, value).or(() -> opened(uri, value, user));
    }

    private Optional<Account> opened(String system, String value, OidcUser user) {
        return profiles.of(system, value).stream().findFirst().map(profile -> accounts.register(new Registration(Optional.empty(), Optional.empty(), system, value,
                name(user).orElse(profile.name()), Optional.empty(), Optional.empty(), List.of())));
    }

    private static Optional<String> name(OidcUser user) {
        return Optional.ofNullable(user.getGivenName()).flatMap(given -> Optional.ofNullable(user.getFamilyName()).map(family -> given + " " + family));
    }
}
