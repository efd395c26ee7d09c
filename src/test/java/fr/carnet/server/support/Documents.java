package fr.carnet.server.support;

import fr.carnet.enforcement.hapi.Canonical;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;

/** Documents as French software sends them. */
public final class Documents {

    /** System of the document types of TRE_A05. */
    public static final String TRE_A05 = "https://mos.esante.gouv.fr/NOS/TRE_A05-TypeDocComplementaire/FHIR/TRE-A05-TypeDocComplementaire";
    private static final String LIST_TYPES = "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes";

    private Documents() {
    }

    /** @return a document of this type with its data inside (ITI-105) */
    public static DocumentReference simplified(Records.Opened record, String type, String... labels) {
        DocumentReference document = reference(record, type, labels);
        document.getContentFirstRep().getAttachment().setData(("contenu " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
        return document;
    }

    /** @return a submission of one document (ITI-65): List, DocumentReference, Binary */
    public static Bundle submission(Records.Opened record, String type, byte[] content) {
        DocumentReference document = reference(record, type);
        document.getContentFirstRep().getAttachment().setUrl("urn:uuid:" + UUID.randomUUID());
        ListResource set = new ListResource();
        set.setStatus(ListResource.ListStatus.CURRENT).setMode(ListResource.ListMode.WORKING);
        set.getCode().addCoding().setSystem(LIST_TYPES).setCode("submissionset");
        set.getSubject().setReference(record.reference());
        set.setDateElement(new DateTimeType("2026-11-18T10:05:00+01:00"));
        String documentUrl = "urn:uuid:" + UUID.randomUUID();
        set.addEntry().getItem().setReference(documentUrl);
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry().setFullUrl("urn:uuid:" + UUID.randomUUID()).setResource(set).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("List");
        bundle.addEntry().setFullUrl(documentUrl).setResource(document).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("DocumentReference");
        bundle.addEntry().setFullUrl(document.getContentFirstRep().getAttachment().getUrl())
                .setResource(new Binary().setContentType("text/plain").setData(content)).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("Binary");
        return bundle;
    }

    /** @return a submission of one FHIR document as a resource (ITI-65): List, DocumentReference, Bundle */
    public static Bundle submission(Records.Opened record, String type, Bundle document, String contentType) {
        Bundle bundle = submission(record, type, new byte[] {'x'});
        ((DocumentReference) bundle.getEntry().get(1).getResource()).getContentFirstRep().getAttachment().setContentType(contentType);
        bundle.getEntry().get(2).setResource(document).getRequest().setUrl("Bundle");
        return bundle;
    }

    /** @return a FHIR document about the holder of a record: Composition, Patient, and a DocumentReference that it speaks of */
    public static Bundle fhirDocument(Records.Opened record) {
        String patient = "urn:uuid:" + UUID.randomUUID();
        Composition composition = new Composition();
        composition.setStatus(Composition.CompositionStatus.FINAL).setTitle("Synthèse").getType().addCoding().setSystem(Canonical.LOINC).setCode("60591-5");
        composition.getSubject().setReference(patient);
        composition.getDateElement().setValueAsString("2026-11-18T10:00:00+01:00");
        composition.addAuthor().setDisplay("Dr Dupont");
        DocumentReference spokenOf = reference(record, "11488-4");
        spokenOf.getSubject().setReference(patient);
        spokenOf.getContentFirstRep().getAttachment().setUrl("https://example.org/documents/ailleurs.txt");
        spokenOf.addRelatesTo().setCode(DocumentReference.DocumentRelationshipType.REPLACES).getTarget().setReference("https://example.org/fhir/DocumentReference/ailleurs");
        String spoken = "urn:uuid:" + UUID.randomUUID();
        composition.addSection().setTitle("Pièces").addEntry().setReference(spoken);
        Bundle document = new Bundle().setType(Bundle.BundleType.DOCUMENT);
        document.getIdentifier().setSystem("urn:ietf:rfc:3986").setValue("urn:uuid:" + UUID.randomUUID());
        document.getTimestampElement().setValueAsString("2026-11-18T10:00:00+01:00");
        document.addEntry().setFullUrl("urn:uuid:" + UUID.randomUUID()).setResource(composition);
        document.addEntry().setFullUrl(patient).setResource(new Patient().addIdentifier(new Identifier().setSystem(Records.INS).setValue(record.ins())));
        document.addEntry().setFullUrl(spoken).setResource(spokenOf);
        return document;
    }

    private static DocumentReference reference(Records.Opened record, String type, String... labels) {
        DocumentReference document = new DocumentReference();
        Practitioner author = new Practitioner();
        author.setId("auteur");
        author.addIdentifier().setSystem("urn:oid:1.2.250.1.71.4.2.1").setValue("810000000011");
        document.addContained(author);
        document.getMasterIdentifier().setSystem("urn:ietf:rfc:3986").setValue("urn:uuid:" + UUID.randomUUID());
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.getType().addCoding().setSystem(Character.isDigit(type.charAt(0)) ? Canonical.LOINC : TRE_A05).setCode(type);
        document.getSubject().setReference(record.reference());
        document.getDateElement().setValueAsString("2026-11-18T10:00:00+01:00");
        document.addAuthor().setReference("#auteur");
        document.addSecurityLabel().addCoding().setSystem(Canonical.CONFIDENTIALITY).setCode("N");
        for (String label : labels) {
            document.addSecurityLabel().addCoding().setSystem(Canonical.VISIBILITY).setCode(label);
        }
        document.addContent().getAttachment().setContentType("text/plain").setLanguage("fr-FR").setTitle("Document");
        return document;
    }
}
