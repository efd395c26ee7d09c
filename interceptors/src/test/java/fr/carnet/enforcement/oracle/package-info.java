/**
 * The first oracle: every caller before every document, decided by the engine and, independently, by {@code oracle/visibility.sql} in a
 * real PostgreSQL. The two must agree case by case.
 */
@NullMarked
package fr.carnet.enforcement.oracle;

import org.jspecify.annotations.NullMarked;
