package fr.carnet.server.document;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.storage.DocumentContents;
import fr.carnet.server.storage.OfferedProvider;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Bundle: a FHIR document that is the content of a DocumentReference (PDSm 3.1.1: {@code attachment.url} is {@code Bundle/<id>}), in JSON or XML. */
@Component
public class BundleProvider implements IResourceProvider, OfferedProvider {

    private final DocumentContents contents;
    private final FhirDocuments documents;

    BundleProvider(DocumentContents contents, FhirDocuments documents) {
        this.contents = contents;
        this.documents = documents;
    }

    @Override
    public Class<Bundle> getResourceType() {
        return Bundle.class;
    }

    /** Fetches a FHIR document; whether the caller may have it, admission has settled through its DocumentReference. */
    @Read
    public IBaseResource read(@IdParam IdType id, RequestDetails request) {
        DocumentContents.Content content = contents.find("Bundle", id.getIdPart()).orElseThrow(() -> Refusal.of(Answer.NOT_FOUND));
        MediaType type = MediaType.parseMediaType(content.contentType());
        Bundle document = documents.read(content.bytes(), type.getType() + "/" + type.getSubtype());
        document.setId(new IdType("Bundle", content.id()));
        // Narrative is XHTML: nothing that a browser should show by itself.
        request.getResponse().addHeader("Content-Disposition", "attachment");
        return document;
    }
}
