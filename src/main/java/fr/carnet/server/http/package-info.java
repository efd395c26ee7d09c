/**
 * Owns the servlet side: request ids, readiness, body limits, forbidden headers, the trace's envelope. Knows no FHIR resource.
 */
@NullMarked
package fr.carnet.server.http;

import org.jspecify.annotations.NullMarked;
