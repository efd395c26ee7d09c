package fr.carnet.server.authorization.token;

import fr.carnet.server.authorization.login.Account;
import fr.carnet.server.storage.AppClients.AppClient;
import fr.carnet.server.storage.Profiles.Profile;
import java.util.Set;

/** Port: keeps which purposes a person ticked while connecting an app. */
@FunctionalInterface
public interface PurposeChoices {

    /**
     * Makes the record's consents those that the person chose. Called once the pairing is stored and before the app hears of it; outside of any transaction,
     * so that it may call this very server.
     *
     * @param profile  the record, and as whom the person acts
     * @param account  the person
     * @param app      the app
     * @param purposes codes of the purposes ticked, each one declared by the app
     * @throws RuntimeException when they cannot be kept: the pairing then ends, and the app gets no code
     */
    void record(Profile profile, Account account, AppClient app, Set<String> purposes);
}
