/**
 * Owns the catalogue of search parameters, profiles and terminology, what is served of it to anybody, {@code $validate}, and the address of the guide. Knows no
 * record.
 */
@NullMarked
package fr.carnet.server.conformance;

import org.jspecify.annotations.NullMarked;
