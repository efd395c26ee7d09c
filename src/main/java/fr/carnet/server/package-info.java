/**
 * The server: wires HAPI FHIR JPA, the enforcement and the parts of the health space together. Decides nothing about access.
 */
@NullMarked
package fr.carnet.server;

import org.jspecify.annotations.NullMarked;
