/**
 * The rules said again, independently, and compared with the engine case by case. The first oracle puts every caller before every document, in
 * SQL ({@code oracle/visibility.sql}, a real PostgreSQL). The second puts random questions of every kind, in Cedar ({@code oracle/*.cedar}).
 */
@NullMarked
package fr.carnet.enforcement.oracle;

import org.jspecify.annotations.NullMarked;
