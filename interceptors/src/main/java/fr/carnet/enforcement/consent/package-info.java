/**
 * Owns authorisations and blocks (S4.2, S4.3, R1111-46). Knows only the policy package.
 */
@NullMarked
package fr.carnet.enforcement.consent;

import org.jspecify.annotations.NullMarked;
