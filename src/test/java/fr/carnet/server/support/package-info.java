/**
 * What HTTP tests stand on: one real server on one real PostgreSQL for the whole run, real signed tokens, a clock that moves when told to.
 * No class of ours is replaced.
 */
@NullMarked
package fr.carnet.server.support;

import org.jspecify.annotations.NullMarked;
