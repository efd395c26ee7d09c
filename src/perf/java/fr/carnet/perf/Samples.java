package fr.carnet.perf;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;

/** What is stored: the project's ITI-105 example, one copy per deposit, with content of one size. The same for both servers. */
final class Samples {

    /** Bytes of each document's content. */
    static final int CONTENT_BYTES = 20_000;

    private static final String EXAMPLE = "/ig/DocumentReference-example-iti105.json";
    private static final String PDF = "application/pdf";
    private static final byte[] PDF_MAGIC = "%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII);
    private static final String CARNET = "https://carnet.example.org/fhir/CodeSystem/";

    private final FhirContext fhir = FhirContext.forR4Cached();
    private final Random random = new Random(1);
    private final DocumentReference example;

    Samples() throws IOException {
        try (InputStream json = Objects.requireNonNull(Samples.class.getResourceAsStream(EXAMPLE), EXAMPLE)) {
            example = fhir.newJsonParser().parseResource(DocumentReference.class, json);
        }
        example.setId((IdType) null);
        // A type that the matrix lets a doctor read who did not write it.
        example.getType().getCodingFirstRep().setCode("11488-4").setDisplay("CR ou fiche de consultation ou de visite");
        example.getContentFirstRep().getAttachment().setDataElement(null);
    }

    /** @return an identity under the INS test system */
    String patient(int number) {
        Patient patient = new Patient();
        patient.addIdentifier().setSystem("urn:oid:1.2.250.1.213.1.4.10").setValue("1800%09d00".formatted(100_000_000 + number));
        patient.addName().setFamily("MARTIN").addGiven("Camille");
        patient.getGenderElement().setValueAsString("female");
        patient.getBirthDateElement().setValueAsString("1980-01-15");
        return json(patient);
    }

    /** @return a professional's declaration that the patient authorised him */
    String authorisation(String patient, String professional) {
        Consent consent = new Consent();
        consent.setStatus(Consent.ConsentState.ACTIVE);
        consent.getScope().addCoding().setSystem("http://terminology.hl7.org/CodeSystem/consentscope").setCode("patient-privacy");
        consent.addCategory().addCoding().setSystem(CARNET + "consent-kind").setCode("acces-professionnel");
        consent.getPatient().setReference("Patient/" + patient);
        consent.getPolicyRule().addCoding().setSystem(CARNET + "consent-policy").setCode("R1111-46");
        consent.getProvision().setType(Consent.ConsentProvisionType.PERMIT);
        Consent.provisionActorComponent actor = consent.getProvision().addActor();
        actor.getRole().addCoding().setSystem("http://terminology.hl7.org/CodeSystem/v3-ParticipationType").setCode("IRCP");
        actor.getReference().getIdentifier().setSystem("urn:oid:1.2.250.1.71.4.2.1").setValue(professional);
        return json(consent);
    }

    /** @return a document with its content inside */
    String documentWithData(String patient) {
        DocumentReference document = document(patient);
        document.getContentFirstRep().getAttachment().setData(content());
        return json(document);
    }

    /** @return content by itself */
    String binary() {
        return json(new Binary().setContentType(PDF).setData(content()));
    }

    /** @return a document whose content is stored already */
    String documentNaming(String patient, String binary) {
        DocumentReference document = document(patient);
        Attachment attachment = document.getContentFirstRep().getAttachment();
        attachment.setUrl("Binary/" + binary).setSize(CONTENT_BYTES).setHash(bytes(20));
        return json(document);
    }

    private DocumentReference document(String patient) {
        DocumentReference document = example.copy();
        document.getMasterIdentifier().setValue("urn:uuid:" + UUID.randomUUID());
        document.getSubject().setReference("Patient/" + patient);
        return document;
    }

    private byte[] content() {
        byte[] content = bytes(CONTENT_BYTES);
        // What it says it is: the server looks at the first bytes.
        System.arraycopy(PDF_MAGIC, 0, content, 0, PDF_MAGIC.length);
        return content;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String json(IBaseResource resource) {
        return fhir.newJsonParser().encodeResourceToString(resource);
    }
}
