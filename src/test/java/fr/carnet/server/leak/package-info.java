/**
 * Proof that what a caller may not see cannot be inferred: the same requests on two records that differ only in hidden things, and a test for
 * each row of the leak table in interceptors/README.md, named after it.
 */
@NullMarked
package fr.carnet.server.leak;

import org.jspecify.annotations.NullMarked;
