/**
 * Owns the keys that the authorization server signs with: made, encrypted in PostgreSQL, published, rotated. Knows no token, no client and no person.
 */
@NullMarked
package fr.carnet.server.authorization.key;

import org.jspecify.annotations.NullMarked;
