/**
 * Owns the holder's choices as Consent (API 6). Knows no other part of the health space.
 */
@NullMarked
package fr.carnet.server.consent;

import org.jspecify.annotations.NullMarked;
