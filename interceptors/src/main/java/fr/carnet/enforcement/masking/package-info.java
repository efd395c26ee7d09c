/**
 * Owns masking (S4.5) and what may change on a deposited document. Knows only the policy package.
 */
@NullMarked
package fr.carnet.enforcement.masking;

import org.jspecify.annotations.NullMarked;
