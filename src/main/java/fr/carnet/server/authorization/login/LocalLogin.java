package fr.carnet.server.authorization.login;

import java.util.Optional;

/**
 * What the login with a password needs of an account.
 *
 * @param account  whose
 * @param password hash of its password
 * @param email    where codes go by mail
 * @param phone    where codes go by SMS
 */
record LocalLogin(Account account, String password, Optional<String> email, Optional<String> phone) {
}
