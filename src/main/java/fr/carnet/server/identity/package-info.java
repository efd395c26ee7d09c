/**
 * Owns the way from an access token to a Caller (API 2), whoever issued it. Asks the embedded authorization server, through {@link fr.carnet.server.identity.OwnIssuer}, what its
 * tokens are worth now, and does not know how it knows.
 */
@NullMarked
package fr.carnet.server.identity;

import org.jspecify.annotations.NullMarked;
