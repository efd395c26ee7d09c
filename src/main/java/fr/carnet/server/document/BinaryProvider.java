package fr.carnet.server.document;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.storage.DocumentContents;
import fr.carnet.server.storage.OfferedProvider;
import java.util.List;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Binary: ITI-68, the bytes of a document. HAPI answers with the raw bytes when their own media type is asked for. */
@Component
public class BinaryProvider implements IResourceProvider, OfferedProvider {

    private static final List<MediaType> AS_RESOURCE = List.of(MediaType.valueOf("application/fhir+json"), MediaType.valueOf("application/fhir+xml"),
            MediaType.APPLICATION_JSON, MediaType.APPLICATION_XML);

    private final DocumentContents contents;

    BinaryProvider(DocumentContents contents) {
        this.contents = contents;
    }

    @Override
    public Class<Binary> getResourceType() {
        return Binary.class;
    }

    /** Fetches a document's content; whether the caller may have it, admission has settled through its document. */
    @Read
    public Binary read(@IdParam IdType id, RequestDetails request) {
        DocumentContents.Content content = contents.find("Binary", id.getIdPart()).orElseThrow(() -> Refusal.of(Answer.NOT_FOUND));
        if (!isAcceptable(content.contentType(), request.getHeaders("Accept"))) {
            throw Refusal.of(Answer.NOT_ACCEPTABLE);
        }
        Binary binary = new Binary();
        binary.setId(new IdType("Binary", content.id()));
        binary.setContentType(content.contentType());
        // Without a FHIR type asked for, HAPI streams the bytes.
        boolean raw = RestfulServerUtils.determineResponseEncodingNoDefault(request, EncodingEnum.JSON) == null;
        return raw ? binary.setDataElement(new RawBytes(content.bytes())) : binary.setData(content.bytes());
    }

    /** MHD ITI-68: the document in its own media type, or as a Binary resource; nothing is converted. */
    private static boolean isAcceptable(String contentType, List<String> accept) {
        try {
            List<MediaType> asked = MediaType.parseMediaTypes(accept);
            return asked.isEmpty() || asked.stream().anyMatch(type -> AS_RESOURCE.stream().anyMatch(type::includes) || type.includes(MediaType.parseMediaType(contentType)));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }
}
