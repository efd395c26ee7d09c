/**
 * Owns who an OAuth client is and how it proves it: the catalogue's services and the configured clients, their secrets and keys, used assertions; and what
 * clients may ask about tokens (introspection, revocation). Knows no person and nothing of what a token opens.
 */
@NullMarked
package fr.carnet.server.authorization.client;

import org.jspecify.annotations.NullMarked;
