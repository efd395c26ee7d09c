/**
 * What grows with the database: whole records replicated by SQL, the check that replicas are answered like their originals, blocks and bytes. Knows the
 * tables of HAPI and of Carnet.
 */
@NullMarked
package fr.carnet.perf.growth;

import org.jspecify.annotations.NullMarked;
