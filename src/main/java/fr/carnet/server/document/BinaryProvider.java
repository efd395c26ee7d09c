package fr.carnet.server.document;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.storage.DocumentContents;
import fr.carnet.server.storage.OfferedProvider;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.stereotype.Component;

/** Binary: ITI-68, the bytes of a document. HAPI answers with the raw bytes when their own media type is asked for. */
@Component
public class BinaryProvider implements IResourceProvider, OfferedProvider {

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
        DocumentContents.Content content = contents.find(id.getIdPart()).orElseThrow(() -> Refusal.of(Answer.NOT_FOUND));
        Binary binary = new Binary();
        binary.setId(new IdType("Binary", content.id()));
        binary.setContentType(content.contentType());
        binary.setData(content.bytes());
        return binary;
    }
}
