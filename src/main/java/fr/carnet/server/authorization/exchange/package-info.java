/**
 * Owns the token exchange of professionals' software (RFC 8693): a Pro Santé Connect access token in, a token of this server out, under one
 * exercice and bound to the client's certificate. Knows what Pro Santé Connect says of a professional; not what that opens.
 */
@NullMarked
package fr.carnet.server.authorization.exchange;

import org.jspecify.annotations.NullMarked;
