/**
 * Owns the way of a request through HAPI: the only enforcement package that imports it. Holds no rule: it asks
 * {@link fr.carnet.enforcement.policy.AccessPolicy} and obeys. The chain, in order, is listed in the server's FhirServerAssembly.
 */
@NullMarked
package fr.carnet.enforcement.hapi;

import org.jspecify.annotations.NullMarked;
