/** Rules of scopes, without a server. */
@NullMarked
package fr.carnet.server.authorization.token;

import org.jspecify.annotations.NullMarked;
