/**
 * Owns the catalogue of third-party services. Knows no other part of the health space; what an app may do, the enforcement decides.
 */
@NullMarked
package fr.carnet.server.app;

import org.jspecify.annotations.NullMarked;
