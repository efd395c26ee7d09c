/**
 * Owns the demo: own database, own issuer, sample people. Present only under the demo profile; production refuses to start with it.
 */
@NullMarked
package fr.carnet.server.demo;

import org.jspecify.annotations.NullMarked;
