package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.SystemRequestDetails;

/**
 * A call that the server makes to its own storage, outside any caller's decision: loading search parameters, reading a record's Consents to
 * rebuild its policy. The only kind of request that narrowing lets pass without a decision; never built from what a caller sent.
 */
public final class InternalRequest extends SystemRequestDetails {
}
