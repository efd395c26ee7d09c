package fr.carnet.server.storage;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.hl7.fhir.r4.model.Bundle;

/** A transaction that a feature takes: the endpoint has one address for all of them. */
public interface OfferedTransaction {

    /** @return whether this feature takes the admitted transaction */
    boolean takes(Bundle transaction);

    /**
     * @param transaction admitted and validated
     * @return a transaction-response, entries in the order of the request
     */
    Bundle execute(Bundle transaction, RequestDetails request);
}
