package fr.carnet.conformance;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** Documents as French software sends them (PDSm 3.1), each with identifiers of its own. */
final class Samples {

    /** A consultation report: read by most professions. */
    static final String CONSULTATION = "11488-4";
    /** A functional assessment: read by every column of the matrix that the kit uses, opticians included. */
    static final String ASSESSMENT = "47420-5";
    static final String LOINC = "http://loinc.org";
    static final String CLASSES = "https://mos.esante.gouv.fr/NOS/TRE_A03-ClasseDocument/FHIR/TRE-A03-ClasseDocument";
    static final String SETTINGS = "https://mos.esante.gouv.fr/NOS/TRE_A01-CadreExercice/FHIR/TRE-A01-CadreExercice";
    static final String FACILITIES = "https://mos.esante.gouv.fr/NOS/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite";
    static final String FORMATS = "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode";
    static final String FORMAT = "urn:ihe:iti:xds:2017:mimeTypeSufficient";
    static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    static final String VISIBILITY = "https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument";
    static final String EVENT = "34117-2";
    static final String IS_ARCHIVED = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived";
    static final String PROFESSIONALS = "urn:oid:1.2.250.1.71.4.2.1";
    static final String URI = "urn:ietf:rfc:3986";
    static final String FAMILY = "ESSAI";
    static final String GIVEN = "Conforme";
    /** OID of the submitting software. */
    static final String SOURCE = "urn:oid:1.2.250.1.999.1.1.1";
    static final String DATE = "2026-11-18T10:00:00+01:00";

    private static final String IHE = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/";
    private static final String PDF = """
            %PDF-1.4
            1 0 obj
            << /Type /Catalog /Pages 2 0 R >>
            endobj
            2 0 obj
            << /Type /Pages /Kids [3 0 R] /Count 1 >>
            endobj
            3 0 obj
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>
            endobj
            trailer << /Size 4 /Root 1 0 R >>
            %%EOF
            """;

    private final Settings settings;

    Samples(Settings settings) {
        this.settings = settings;
    }

    static byte[] pdf() {
        return PDF.getBytes(StandardCharsets.US_ASCII);
    }

    static String fresh() {
        return "urn:uuid:" + UUID.randomUUID();
    }

    /** @return a consultation report with its text inside (ITI-105) */
    DocumentReference document(String... labels) {
        return ofType(CONSULTATION, labels);
    }

    /** @return a document of this type with its text inside */
    DocumentReference ofType(String type, String... labels) {
        DocumentReference document = new DocumentReference();
        document.addContained(author());
        document.addExtension(IS_ARCHIVED, new BooleanType(false));
        document.setMasterIdentifier(new Identifier().setUse(Identifier.IdentifierUse.USUAL).setSystem(URI).setValue(fresh())).setStatus(DocumentReferenceStatus.CURRENT);
        document.getType().addCoding().setSystem(LOINC).setCode(type);
        document.addCategory().addCoding().setSystem(CLASSES).setCode("10");
        document.getSubject().setReference("Patient?identifier=" + settings.patient());
        document.getDateElement().setValueAsString(DATE);
        document.addAuthor().setReference("#auteur");
        document.addSecurityLabel().addCoding().setSystem(CONFIDENTIALITY).setCode("N");
        for (String label : labels) {
            document.addSecurityLabel(label(label));
        }
        document.addContent().setFormat(new Coding().setSystem(FORMATS).setCode(FORMAT)).getAttachment().setContentType("text/plain").setLanguage("fr-FR")
                .setTitle("Essai de conformité").setCreationElement(new DateTimeType(DATE)).setData(("Essai de conformité " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
        DocumentReference.DocumentReferenceContextComponent context = document.getContext();
        context.addEvent().addCoding().setSystem(LOINC).setCode(EVENT);
        context.getPeriod().setStartElement(new DateTimeType(DATE)).setEndElement(new DateTimeType("2026-11-18T10:30:00+01:00"));
        context.getFacilityType().addCoding().setSystem(FACILITIES).setCode("SA07");
        context.getPracticeSetting().addCoding().setSystem(SETTINGS).setCode("AMBULATOIRE");
        return document;
    }

    /** @return a submission of one document: List, DocumentReference, Binary (ITI-65) */
    Bundle submission(DocumentReference document) {
        Binary content = new Binary().setContentType(document.getContentFirstRep().getAttachment().getContentType()).setData(document.getContentFirstRep().getAttachment().getData());
        String contentUrl = fresh();
        String documentUrl = fresh();
        document.getContentFirstRep().getAttachment().setData(null).setUrl(contentUrl);
        ListResource set = new ListResource();
        set.addContained(author());
        set.addExtension(IHE + "ihe-designationType", new CodeableConcept(new Coding().setSystem(CLASSES).setCode("10")));
        set.addExtension(IHE + "ihe-sourceId", new Identifier().setSystem(URI).setValue(SOURCE));
        set.addIdentifier().setUse(Identifier.IdentifierUse.USUAL).setSystem(URI).setValue(fresh());
        set.setStatus(ListResource.ListStatus.CURRENT).setMode(ListResource.ListMode.WORKING);
        set.getCode().addCoding().setSystem("https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes").setCode("submissionset");
        set.getSubject().setReference("Patient?identifier=" + settings.patient());
        set.setDateElement(new DateTimeType("2026-11-18T10:05:00+01:00"));
        set.getSource().setReference("#auteur");
        set.addEntry().getItem().setReference(documentUrl);
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry().setFullUrl(fresh()).setResource(set).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("List");
        bundle.addEntry().setFullUrl(documentUrl).setResource(document).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("DocumentReference");
        bundle.addEntry().setFullUrl(contentUrl).setResource(content).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("Binary");
        return bundle;
    }

    /** @return the path of a stored document's content below the base */
    static String content(DocumentReference document) {
        return "/" + document.getContentFirstRep().getAttachment().getUrl().replaceAll("^.*/(?=Binary/)", "");
    }

    /** @return a JSON Patch that replaces one value, given as JSON */
    static String replace(String path, String value) {
        return "[{\"op\":\"replace\",\"path\":\"" + path + "\",\"value\":" + value + "}]";
    }

    /** @return a JSON Patch that leaves one label */
    static String relabel(String system, String code) {
        return replace("/securityLabel", "[{\"coding\":[{\"system\":\"" + system + "\",\"code\":\"" + code + "\"}]}]");
    }

    /** @return the JSON Patch that masks */
    static String mask() {
        return relabel(VISIBILITY, "MASQUE_PS");
    }

    /** @return a FHIRPath Patch that replaces one element */
    static Parameters fhirPathReplace(String path, Type value) {
        Parameters patch = new Parameters();
        Parameters.ParametersParameterComponent operation = patch.addParameter().setName("operation");
        operation.addPart().setName("type").setValue(new CodeType("replace"));
        operation.addPart().setName("path").setValue(new StringType(path));
        operation.addPart().setName("value").setValue(value);
        return patch;
    }

    /** @return an XML Patch (RFC 5261) that replaces what {@code path} selects */
    static String xmlReplace(String path, String value) {
        return "<diff xmlns:f=\"http://hl7.org/fhir\"><replace sel=\"" + path + "\">" + value + "</replace></diff>";
    }

    private static CodeableConcept label(String code) {
        return new CodeableConcept(new Coding().setSystem(VISIBILITY).setCode(code));
    }

    private Practitioner author() {
        Practitioner author = new Practitioner();
        author.setId("auteur");
        author.addIdentifier().setSystem(PROFESSIONALS).setValue(settings.value("author.identifier"));
        author.addName().setFamily(FAMILY).addGiven(GIVEN);
        return author;
    }
}
