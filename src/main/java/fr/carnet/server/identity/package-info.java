/**
 * Owns the way from an access token to a Caller (API 2). Nothing else knows JWT.
 */
@NullMarked
package fr.carnet.server.identity;

import org.jspecify.annotations.NullMarked;
