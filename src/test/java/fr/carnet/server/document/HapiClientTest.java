package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.gclient.TokenClientParam;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The same walk by a stock FHIR client that knows nothing of Carnet. */
class HapiClientTest {

    private static final String DOCTOR = "810000000011";

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("HAPI's generic client deposits, finds, pages, reads and patches")
    void stockClient() {
        Records.Opened record = server.records().authorised(server.records().adult(), server.tokens().doctor(DOCTOR), DOCTOR);
        IGenericClient doctor = client(server.tokens().doctor(DOCTOR));
        byte[] content = "contenu".getBytes(StandardCharsets.UTF_8);
        doctor.transaction().withBundle(Documents.submission(record, "11488-4", content)).execute();
        MethodOutcome second = doctor.create().resource(Documents.simplified(record, "11502-2")).execute();
        assertThat(second.getCreated()).isTrue();

        Bundle first = doctor.search().forResource(DocumentReference.class)
                .where(new TokenClientParam("patient.identifier").exactly().systemAndIdentifier(Records.INS, record.ins()))
                .sort().ascending(DocumentReference.DATE).count(1).returnBundle(Bundle.class).execute();
        assertThat(first.getTotal()).isEqualTo(2);
        assertThat(doctor.loadPage().next(first).execute().getEntry()).hasSize(1);

        DocumentReference read = doctor.read().resource(DocumentReference.class).withId(second.getId().getIdPart()).execute();
        assertThat(doctor.read().resource(Binary.class).withUrl(read.getContentFirstRep().getAttachment().getUrl()).execute().getData()).isNotEmpty();
        doctor.patch().withFhirPatch(deletion()).withId(read.getIdElement().toUnqualifiedVersionless()).execute();
        assertThatThrownBy(() -> doctor.read().resource(DocumentReference.class).withId(second.getId().getIdPart()).execute()).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client(server.tokens().doctor("810000000022")).search().forResource(DocumentReference.class)
                .where(DocumentReference.PATIENT.hasId(record.id())).returnBundle(Bundle.class).execute()).isInstanceOf(ForbiddenOperationException.class);
    }

    private IGenericClient client(String token) {
        FhirContext fhir = FhirContext.forR4();
        fhir.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        IGenericClient client = fhir.newRestfulGenericClient(server.api().base());
        client.registerInterceptor(new BearerTokenAuthInterceptor(token));
        return client;
    }

    private static Parameters deletion() {
        Parameters patch = new Parameters();
        Parameters.ParametersParameterComponent operation = patch.addParameter().setName("operation");
        operation.addPart().setName("type").setValue(new CodeType("replace"));
        operation.addPart().setName("path").setValue(new StringType("DocumentReference.status"));
        operation.addPart().setName("value").setValue(new CodeType("entered-in-error"));
        return patch;
    }
}
