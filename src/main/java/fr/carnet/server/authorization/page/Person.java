package fr.carnet.server.authorization.page;

import fr.carnet.server.authorization.login.Account;
import fr.carnet.server.storage.Profiles.Profile;
import java.util.List;
import java.util.Optional;

/**
 * Who is logged in, and the records that this person may open now.
 *
 * @param account  account
 * @param profiles own record first
 */
record Person(Account account, List<Profile> profiles) {

    /**
     * @param patientId as it was sent; anybody may have written it
     * @return the record meant: the only one when none is named and there is no choice; empty when there is
     * @throws PageNotFoundException when it is not this person's to open
     */
    Optional<Profile> meant(Optional<String> patientId) {
        if (patientId.isPresent()) {
            return Optional.of(named(patientId.get()));
        }
        return profiles.size() == 1 ? Optional.of(profiles.get(0)) : Optional.empty();
    }

    /**
     * @param patientId as it was sent; anybody may have written it
     * @throws PageNotFoundException when it is not this person's to open
     */
    Profile named(String patientId) {
        return profiles.stream().filter(profile -> profile.patientId().equals(patientId)).findFirst().orElseThrow(PageNotFoundException::new);
    }
}
