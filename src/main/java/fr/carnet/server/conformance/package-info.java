/**
 * Owns the catalogue of search parameters, profiles and terminology, what is served of it to anybody, and {@code $validate}. Knows no record.
 */
@NullMarked
package fr.carnet.server.conformance;

import org.jspecify.annotations.NullMarked;
