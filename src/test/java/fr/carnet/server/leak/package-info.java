/** Proof that what a caller may not see cannot be inferred: the same requests on two records that differ only in hidden things. */
@NullMarked
package fr.carnet.server.leak;

import org.jspecify.annotations.NullMarked;
