/**
 * Owns HAPI JPA's wiring, the schema, the write transaction and the SQL behind the enforcement's ports. Knows no part of the health space.
 */
@NullMarked
package fr.carnet.server.storage;

import org.jspecify.annotations.NullMarked;
