package fr.carnet.server.conformance;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/** Where public conformance and terminology resources come from. */
public interface CatalogueSource {

    /**
     * @param type FHIR type
     * @return its resources of that type, with an id each; asked once, when the type is first needed
     */
    List<? extends Resource> resources(String type);
}
