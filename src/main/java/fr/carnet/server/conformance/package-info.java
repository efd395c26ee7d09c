/**
 * Owns the loading of search parameters, profiles and terminology at start, and the address of the guide. Knows no record.
 */
@NullMarked
package fr.carnet.server.conformance;

import org.jspecify.annotations.NullMarked;
