/**
 * Owns the table of governed types: who reads, who writes, in which mode, and how each is stamped (ACCESS-RULES 4 to 6, API 4). Knows only
 * the policy package.
 */
@NullMarked
package fr.carnet.enforcement.compartment;

import org.jspecify.annotations.NullMarked;
