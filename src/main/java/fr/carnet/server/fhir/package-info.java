/**
 * Owns the FHIR endpoint: HAPI's RestfulServer, its providers and the whole interceptor chain as one ordered list.
 */
@NullMarked
package fr.carnet.server.fhir;

import org.jspecify.annotations.NullMarked;
