/**
 * Owns every setting, as typed records, and the checks at start-up. Knows no other package of the server.
 */
@NullMarked
package fr.carnet.server.config;

import org.jspecify.annotations.NullMarked;
