/**
 * Owns every setting, as typed records, the reading of tables that the build ships, and the checks at start-up. Knows no other package of the server.
 */
@NullMarked
package fr.carnet.server.config;

import org.jspecify.annotations.NullMarked;
