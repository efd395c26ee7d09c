/**
 * Owns what a record holds besides documents, choices and delegations, entry by entry: measures, agenda, messages, medical profile. Knows no
 * other part of the health space; who may read and write which type, the enforcement decides.
 */
@NullMarked
package fr.carnet.server.entry;

import org.jspecify.annotations.NullMarked;
