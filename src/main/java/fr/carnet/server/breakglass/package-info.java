/**
 * Owns emergency sessions (bris de glace, API 5). Whether one may be opened and what it opens, the enforcement decides; knows no other part of
 * the health space.
 */
@NullMarked
package fr.carnet.server.breakglass;

import org.jspecify.annotations.NullMarked;
