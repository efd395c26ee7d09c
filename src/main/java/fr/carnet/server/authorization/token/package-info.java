/**
 * Owns what a person's authorization is worth: scopes, codes, tokens and their claims, pairings and how they end. Knows no page and no login form; what a token
 * opens is the enforcement's.
 */
@NullMarked
package fr.carnet.server.authorization.token;

import org.jspecify.annotations.NullMarked;
