package fr.carnet.server.validation;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Parameters;

/** A transaction with its resources left out: what FHIR asks of the Bundle itself is checked on it, and each resource once, under its own profile. */
final class TransactionShell {

    /** As FHIR writes one. */
    private static final Pattern UUID = Pattern.compile("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

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

    /**
     * @return the same shell under other UUIDs: equal ones are equal, different ones different. Nothing but that can be wrong with a UUID that is
     *     written as FHIR wants it, and the shells of two submissions of the same make become one
     */
    static Bundle renamed(Bundle transaction) {
        Bundle shell = of(transaction);
        Map<String, String> names = new HashMap<>();
        for (BundleEntryComponent entry : shell.getEntry()) {
            String url = entry.getFullUrl();
            if (url != null && UUID.matcher(url).matches()) {
                String name = names.computeIfAbsent(url, first -> "urn:uuid:00000000-0000-4000-8000-%012x".formatted(names.size()));
                entry.setFullUrl(name);
            }
        }
        return shell;
    }
}
