package fr.carnet.server.validation;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Parameters;

/** A transaction with its resources left out: what FHIR asks of the Bundle itself is checked on it, and each resource once, under its own profile. */
final class TransactionShell {

    private TransactionShell() {
    }

    /** @return a Bundle with the same entries, each holding nothing where it held a resource */
    static Bundle of(Bundle transaction) {
        Bundle shell = new Bundle().setType(transaction.getType());
        for (BundleEntryComponent entry : transaction.getEntry()) {
            BundleEntryComponent empty = shell.addEntry().setRequest(entry.getRequest()).setFullUrl(entry.getFullUrl()).setLink(entry.getLink())
                    .setSearch(entry.getSearch()).setResponse(entry.getResponse());
            if (entry.hasResource()) {
                empty.setResource(new Parameters());
            }
        }
        return shell;
    }
}
