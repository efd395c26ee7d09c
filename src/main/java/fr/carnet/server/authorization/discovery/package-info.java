/** Owns what the authorization server tells of itself, and which pages of other origins may read its answers and those of the FHIR endpoint. Knows no person and no grant. */
@NullMarked
package fr.carnet.server.authorization.discovery;

import org.jspecify.annotations.NullMarked;
