package fr.carnet.server.conformance;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/** Where public conformance and terminology resources come from. */
public interface CatalogueSource {

    /** @return resources with an id, each of its own type and id */
    List<? extends Resource> resources();
}
