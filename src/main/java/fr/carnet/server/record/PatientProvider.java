package fr.carnet.server.record;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import fr.carnet.enforcement.hapi.AclExtension;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.StoredSearch;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.stereotype.Component;

/** Patient: a record's identity page, and its opening by the support desk. */
@Component
public class PatientProvider implements IResourceProvider, OfferedProvider {

    private final DaoRegistry daos;
    private final StoredSearch search;
    private final RecordOpening opening;
    private final RecordStatuses statuses;

    PatientProvider(DaoRegistry daos, StoredSearch search, RecordOpening opening, RecordStatuses statuses) {
        this.daos = daos;
        this.search = search;
        this.opening = opening;
        this.statuses = statuses;
    }

    @Override
    public Class<Patient> getResourceType() {
        return Patient.class;
    }

    /** Reads the identity of a record that the caller may use. */
    @Read
    public IBaseResource read(@IdParam IdType id, RequestDetails request) {
        return daos.getResourceDao(Patient.class).read(id, request);
    }

    /** Finds the record with this identity; a professional who gives one asks how the record stands (PDSm4DMP TD0.2). */
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request, @Count Integer count, @Offset Integer offset, SummaryEnum summary) {
        StoredSearch.Page page = new StoredSearch.Page(null, count, offset, summary);
        return RequestScope.status(request).map(status -> StoredSearch.page(statuses.answer(status, request), page)).orElseGet(() -> search.run("Patient", request, page));
    }

    /** Opens a record; the body is the Patient itself, or Parameters with it. 201 and Location; 409 when the identity has a record. */
    @Operation(name = "$open", manualResponse = true)
    public void open(@ResourceParam IBaseResource body, RequestDetails request, HttpServletResponse response) throws IOException {
        Patient opened = opening.open(patient(body), request);
        AclExtension.strip(opened);
        RestfulServerUtils.ResponseEncoding asked = RestfulServerUtils.determineResponseEncodingWithDefault(request);
        EncodingEnum encoding = asked.getEncoding();
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setHeader("Location", request.getServerBaseForRequest() + "/Patient/" + opened.getIdElement().getIdPart());
        response.setContentType(asked.getResourceContentType() + ";charset=utf-8");
        response.getOutputStream().write(encoding.newParser(request.getFhirContext()).encodeResourceToString(opened).getBytes(StandardCharsets.UTF_8));
    }

    private static Patient patient(IBaseResource body) {
        if (body instanceof Patient patient) {
            return patient;
        }
        if (body instanceof Parameters parameters) {
            return parameters.getParameter().stream().map(Parameters.ParametersParameterComponent::getResource)
                    .filter(Patient.class::isInstance).map(Patient.class::cast).findFirst()
                    .orElseThrow(() -> Refusal.rule("Parameters.parameter", "identity-required"));
        }
        throw Refusal.of(Answer.UNREADABLE_BODY);
    }
}
