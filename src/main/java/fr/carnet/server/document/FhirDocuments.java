package fr.carnet.server.document;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Composition;
import org.springframework.stereotype.Component;

/** FHIR documents (R4, Documents): a Bundle of type document whose first entry is the Composition. Read and written as bytes, never stored entry by entry. */
@Component
class FhirDocuments {

    /** Media type of a document in JSON. */
    static final String JSON = "application/fhir+json";

    /** Media type of a document in XML. */
    static final String XML = "application/fhir+xml";

    private final FhirContext fhir;

    FhirDocuments(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** @return whether a media type is that of a FHIR document */
    static boolean isMediaType(String type) {
        return JSON.equals(type) || XML.equals(type);
    }

    /** @return whether a Bundle is a document */
    static boolean isDocument(Bundle bundle) {
        return bundle.getType() == BundleType.DOCUMENT && bundle.getEntryFirstRep().getResource() instanceof Composition;
    }

    /** @return whether these bytes are a document */
    boolean isDocument(byte[] bytes, String type) {
        try {
            return (!XML.equals(type) || XmlContent.detect(bytes).isPresent()) && isDocument(read(bytes, type));
        } catch (DataFormatException | ClassCastException unreadable) {
            return false;
        }
    }

    /** @return a document from its bytes */
    Bundle read(byte[] bytes, String type) {
        return parser(type).parseResource(Bundle.class, new String(bytes, StandardCharsets.UTF_8));
    }

    /** @return a document as bytes */
    byte[] write(Bundle document, String type) {
        return parser(type).encodeResourceToString(document).getBytes(StandardCharsets.UTF_8);
    }

    private IParser parser(String type) {
        return XML.equals(type) ? fhir.newXmlParser() : fhir.newJsonParser();
    }
}
