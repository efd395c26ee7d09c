package fr.carnet.server.authorization.token;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/**
 * What a transaction came to, when its refusal is to be committed: an exception thrown through it would undo what the refusal brought about.
 *
 * @param given   what was granted
 * @param refusal why nothing was; one of the two is there
 */
record Outcome<T>(Optional<T> given, Optional<OAuth2AuthenticationException> refusal) {

    static <T> Outcome<T> of(Supplier<T> grant) {
        try {
            return new Outcome<>(Optional.of(grant.get()), Optional.empty());
        } catch (OAuth2AuthenticationException refused) {
            return new Outcome<>(Optional.empty(), Optional.of(refused));
        }
    }

    /** @return what was granted */
    static <T> T given(@Nullable Outcome<T> outcome) {
        if (outcome == null) {
            throw new IllegalStateException("a transaction without an outcome");
        }
        if (outcome.given().isEmpty()) {
            throw outcome.refusal().orElseThrow();
        }
        return outcome.given().get();
    }
}
