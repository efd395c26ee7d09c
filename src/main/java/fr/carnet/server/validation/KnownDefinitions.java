package fr.carnet.server.validation;

import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.r5.model.CanonicalResource;
import org.hl7.fhir.r5.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Definitions as the HL7 validator reads them, each found once: HAPI looks one up through its class, a chain of supports and a lock, hundreds of times
 * for one resource. They are the server's own and the operator's, loaded at the start and the same until it ends.
 */
final class KnownDefinitions extends WorkerContextValidationSupportAdapter {

    private static final String NAMELESS = "http://hl7.org/fhir/StructureDefinition/";

    private final Map<String, Resource> found = new ConcurrentHashMap<>();

    /** @param support definitions */
    KnownDefinitions(IValidationSupport support) {
        super(support);
    }

    @Override
    public <T extends Resource> @Nullable T fetchResource(Class<T> type, @Nullable String canonical) {
        // Asked of a reference that is a host alone (http://example.org): HAPI looks at the first letter of a name that is not there, and throws.
        if (NAMELESS.equals(canonical)) {
            return null;
        }
        Resource known = canonical == null ? null : found.get(canonical);
        if (type.isInstance(known)) {
            return type.cast(known);
        }
        T fetched = super.fetchResource(type, canonical);
        // By its own address only: what is asked for comes from bodies too, and must not fill the memory.
        if (fetched instanceof CanonicalResource definition && canonical.equals(definition.getUrl())) {
            found.putIfAbsent(canonical, fetched);
        }
        return fetched;
    }
}
