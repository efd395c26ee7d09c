/**
 * Owns the holder's own access and the representatives' (S5). Knows only the policy package.
 */
@NullMarked
package fr.carnet.enforcement.delegation;

import org.jspecify.annotations.NullMarked;
