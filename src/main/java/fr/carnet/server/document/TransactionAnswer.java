package fr.carnet.server.document;

import ca.uhn.fhir.jpa.api.model.DaoMethodOutcome;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;

/** Entries of a transaction-response (MHD ITI-65: status and location of each, in the order of the request). */
final class TransactionAnswer {

    private TransactionAnswer() {
    }

    /** @return the answer for a stored resource */
    static BundleEntryComponent created(DaoMethodOutcome outcome) {
        return answer("201 Created", (Resource) outcome.getResource());
    }

    /** @return the answer for a changed document */
    static BundleEntryComponent updated(DaoMethodOutcome outcome) {
        return answer("200 OK", (Resource) outcome.getResource());
    }

    /** @param url relative URL of a document's content */
    static BundleEntryComponent content(String url) {
        BundleEntryComponent entry = new BundleEntryComponent();
        entry.getResponse().setStatus("201 Created").setLocation(url);
        return entry;
    }

    private static BundleEntryComponent answer(String status, Resource resource) {
        BundleEntryComponent entry = new BundleEntryComponent();
        entry.getResponse().setStatus(status)
                .setLocation(resource.getIdElement().toUnqualified().getValue())
                .setEtag("W/\"" + resource.getIdElement().getVersionIdPart() + "\"")
                .setLastModified(resource.getMeta().getLastUpdated());
        return entry;
    }
}
