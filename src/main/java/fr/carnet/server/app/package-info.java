/**
 * Owns the catalogue of third-party services: its entries as FHIR (Organization, Endpoint), how they come in, what is shown of them, and whether a service is
 * online now. Knows no record; what a service may do in one, the enforcement decides.
 */
@NullMarked
package fr.carnet.server.app;

import org.jspecify.annotations.NullMarked;
