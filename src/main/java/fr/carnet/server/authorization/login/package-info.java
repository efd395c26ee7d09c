/** Owns who a person is: accounts, password, one-time code, passkeys, login at somebody else's. Knows no client and no token. */
@NullMarked
package fr.carnet.server.authorization.login;

import org.jspecify.annotations.NullMarked;
