/**
 * Owns documents: ITI-65, ITI-105, ITI-67, ITI-68, metadata updates. Knows no other part of the health space.
 */
@NullMarked
package fr.carnet.server.document;

import org.jspecify.annotations.NullMarked;
