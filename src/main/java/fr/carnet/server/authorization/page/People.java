package fr.carnet.server.authorization.page;

import fr.carnet.server.authorization.login.Account;
import fr.carnet.server.authorization.login.Accounts;
import fr.carnet.server.storage.Profiles;
import java.security.Principal;

/** The logged-in person with what it may open, asked at each request: a delegation that ended is gone from the next page on. */
@PagePart
class People {

    private final Accounts accounts;
    private final Profiles profiles;

    People(Accounts accounts, Profiles profiles) {
        this.accounts = accounts;
        this.profiles = profiles;
    }

    /**
     * @param principal named by its account's id
     * @throws PageNotFoundException when the account is gone
     */
    Person of(Principal principal) {
        Account account = accounts.find(principal.getName()).orElseThrow(PageNotFoundException::new);
        return new Person(account, profiles.of(account.insSystem(), account.insValue()));
    }
}
