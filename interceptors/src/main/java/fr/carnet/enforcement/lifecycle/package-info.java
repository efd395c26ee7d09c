/**
 * Owns what follows from a record's state (S3, S4.1) and from the support desk's role. Knows only the policy package.
 */
@NullMarked
package fr.carnet.enforcement.lifecycle;

import org.jspecify.annotations.NullMarked;
