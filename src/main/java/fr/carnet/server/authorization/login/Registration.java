package fr.carnet.server.authorization.login;

import java.util.List;
import java.util.Optional;

/**
 * What an account is made of.
 *
 * @param login     what its person types; empty when only somebody else's login or a passkey opens it
 * @param password  hash of its password, {@code {bcrypt}...} of cost 10
 * @param insSystem system of its national identity
 * @param insValue  value of its national identity
 * @param name      given and family name
 * @param email     where codes go by mail
 * @param phone     where codes go by SMS
 * @param links     the same person at identity providers that tell no national identity
 */
public record Registration(Optional<String> login, Optional<String> password, String insSystem, String insValue, String name, Optional<String> email,
        Optional<String> phone, List<Link> links) {

    /** Says nothing of the person. */
    @Override
    public String toString() {
        return "Registration";
    }

    /**
     * An account elsewhere.
     *
     * @param issuer  value of {@code iss}
     * @param subject value of {@code sub}
     */
    public record Link(String issuer, String subject) {
    }
}
