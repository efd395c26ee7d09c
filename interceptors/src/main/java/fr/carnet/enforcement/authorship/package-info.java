/**
 * Owns the author's rights and who may feed a record without being asked (S2, S4). Knows only the policy package.
 */
@NullMarked
package fr.carnet.enforcement.authorship;

import org.jspecify.annotations.NullMarked;
