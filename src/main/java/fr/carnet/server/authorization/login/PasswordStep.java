package fr.carnet.server.authorization.login;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The first factor. A wrong password, an unknown login and a locked one take the same way and the same time: nobody learns who has an account. */
@Component
class PasswordStep {

    private final Accounts accounts;
    private final LoginLocks locks;
    private final LoginTrace trace;
    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final String nobody = encoder.encode(UUID.randomUUID().toString());

    PasswordStep(Accounts accounts, LoginLocks locks, LoginTrace trace) {
        this.accounts = accounts;
        this.locks = locks;
        this.trace = trace;
    }

    /** @return whose login and password these are; empty when they are not, or when there were too many failures */
    Optional<LocalLogin> check(String login, String password, String address) {
        String typed = login.strip();
        Optional<LocalLogin> known = accounts.local(typed);
        UUID subject = known.map(local -> UUID.fromString(local.account().id()))
                .orElseGet(() -> UUID.nameUUIDFromBytes(typed.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        boolean admitted = locks.admit(subject);
        boolean right = encoder.matches(password, known.map(LocalLogin::password).orElse(nobody));
        if (known.isPresent() && admitted && right) {
            locks.giveBack(subject);
            return known;
        }
        trace.refused(known.map(LocalLogin::account), admitted ? "password" : "locked", address);
        return Optional.empty();
    }
}
