package fr.carnet.server.storage;

import ca.uhn.fhir.jpa.searchparam.extractor.SearchParamExtractorR4;
import org.hl7.fhir.instance.model.api.IBase;

/**
 * HAPI's extractor of what is indexed, whose path engine is made for the first path. HAPI makes it with the extractor, and that reads all definitions of FHIR R4
 * before the server is ready; the validator's warm-up reads the same ones, once for both.
 */
final class PathExtractor extends SearchParamExtractorR4 {

    private volatile boolean made;

    /** HAPI calls this when it makes the extractor. */
    @Override
    public void initFhirPath() {
        // See make().
    }

    @Override
    public IValueExtractor getPathValueExtractor(IBase resource, String path) {
        if (!made) {
            make();
        }
        return super.getPathValueExtractor(resource, path);
    }

    private synchronized void make() {
        if (!made) {
            super.initFhirPath();
            made = true;
        }
    }
}
