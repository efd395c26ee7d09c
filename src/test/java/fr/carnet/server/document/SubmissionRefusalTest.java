package fr.carnet.server.document;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** API 4 and 7, issue 2 "Bad input": an ITI-65 transaction with one fault; all or nothing, so nothing. */
class SubmissionRefusalTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Refusals REFUSALS = new Refusals();
    private static final String ID = "810000001035";
    private static final String DOCTOR = SERVER.tokens().doctor(ID);
    private static final Records.Opened RECORD = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID);
    private static final Records.Opened SECOND = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID);
    private static final int LIST = 0;
    private static final int DOCUMENT = 1;
    private static final int BINARY = 2;

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource({"entries", "contents", "patients"})
    @DisplayName("API 7: a transaction with one fault")
    void fault(String what, Consumer<Bundle> fault, int status, String issue) {
        Bundle submission = Documents.submission(RECORD, "11488-4", new byte[] {'a', 'b', 'c'});
        fault.accept(submission);
        REFUSALS.expect(Call.post(DOCTOR, "/", submission), status, issue);
    }

    @ParameterizedTest
    @EnumSource(value = BundleType.class, names = {"TRANSACTION", "NULL"}, mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("API 4: the one Bundle on offer is the transaction")
    void bundleType(BundleType type) {
        REFUSALS.expect(Call.post(DOCTOR, "/", Documents.submission(RECORD, "11488-4", new byte[] {'a'}).setType(type)), 405, "not-offered");
    }

    @Test
    @DisplayName("API 7: base64 garbage in Binary.data")
    void garbage() {
        String json = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(Documents.submission(RECORD, "11488-4", new byte[] {'a', 'b', 'c'}));
        REFUSALS.expect(Call.post(DOCTOR, "/", "application/fhir+json", json.replace("\"YWJj\"", "\"%%%pas du base64\"")), 400, "unreadable-body");
        REFUSALS.expect(Call.post(DOCTOR, "/", "application/fhir+json", json.replace("\"YWJj\"", "\"YWJjZ\"")), 400, "unreadable-body");
        String xml = FhirContext.forR4Cached().newXmlParser().encodeResourceToString(Documents.submission(RECORD, "11488-4", new byte[] {'a', 'b', 'c'}));
        REFUSALS.expect(Call.post(DOCTOR, "/", "application/fhir+xml", xml.replace("\"YWJj\"", "\"YWJjZ\"")), 400, "unreadable-body");
    }

    static Stream<Arguments> entries() {
        return Stream.of(
                notOffered("a GET among them", bundle -> bundle.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl("DocumentReference?patient=" + SECOND.id())),
                notOffered("a HEAD among them", bundle -> bundle.addEntry().getRequest().setMethod(HTTPVerb.HEAD).setUrl("DocumentReference/x")),
                notOffered("a PUT instead of a POST", bundle -> bundle.getEntry().get(DOCUMENT).getRequest().setMethod(HTTPVerb.PUT).setUrl("DocumentReference/x")),
                notOffered("a conditional PUT", bundle -> bundle.getEntry().get(DOCUMENT).getRequest().setMethod(HTTPVerb.PUT).setUrl("DocumentReference?identifier=x")),
                notOffered("a DELETE among them", bundle -> bundle.addEntry().getRequest().setMethod(HTTPVerb.DELETE).setUrl("DocumentReference/x")),
                notOffered("a DELETE of a Patient", bundle -> bundle.addEntry().getRequest().setMethod(HTTPVerb.DELETE).setUrl("Patient/" + RECORD.id())),
                notOffered("a conditional create", bundle -> bundle.getEntry().get(DOCUMENT).getRequest().setIfNoneExist("identifier=x")),
                notOffered("an If-Match", bundle -> bundle.getEntry().get(DOCUMENT).getRequest().setIfMatch("W/\"1\"")),
                notOffered("an entry without request", bundle -> bundle.getEntry().get(DOCUMENT).setRequest(null)),
                notOffered("an entry without method", bundle -> bundle.getEntry().get(DOCUMENT).getRequest().setMethod(null)),
                notOffered("an entry without resource", bundle -> bundle.getEntry().get(DOCUMENT).setResource(null)),
                notOffered("an entry under another type", bundle -> bundle.getEntry().get(DOCUMENT).getRequest().setUrl("Patient")),
                notOffered("an operation", bundle -> bundle.getEntry().get(DOCUMENT).getRequest().setUrl("DocumentReference/$meta")),
                notOffered("a Patient among them", bundle -> posted(bundle, new Patient())),
                notOffered("a Consent among them", bundle -> posted(bundle, Records.consent(RECORD, "acces-professionnel", Consent.ConsentProvisionType.PERMIT, ID))),
                notOffered("a transaction in the transaction", bundle -> posted(bundle, Documents.submission(RECORD, "11488-4", new byte[] {'a'}))),
                notOffered("a PATCH of a Consent", bundle -> patched(bundle, "Consent/x")),
                notOffered("a conditional PATCH", bundle -> patched(bundle, "DocumentReference?identifier=x")),
                arguments("a PATCH of what is not there", (Consumer<Bundle>) bundle -> patched(bundle, "DocumentReference/" + UUID.randomUUID()), 404, "not-found"),
                rule("a PATCH without a patch", bundle -> bundle.addEntry().setResource(new Binary().setContentType("application/json-patch+json")).getRequest()
                        .setMethod(HTTPVerb.PATCH).setUrl("DocumentReference/" + own())),
                rule("no entry at all", bundle -> bundle.setEntry(null)),
                rule("no submission set", bundle -> bundle.getEntry().remove(LIST)),
                rule("a List of another kind", bundle -> ((ListResource) bundle.getEntry().get(LIST).getResource()).getCode().getCodingFirstRep().setCode("folder")),
                rule("no document", bundle -> bundle.getEntry().subList(DOCUMENT, BINARY + 1).clear()));
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                rule("the Binary is missing", bundle -> bundle.getEntry().remove(BINARY)),
                rule("the Binary is called something else", bundle -> bundle.getEntry().get(BINARY).setFullUrl("urn:uuid:" + UUID.randomUUID())),
                rule("the Binary is on another server", bundle -> attachment(bundle).setUrl("https://example.org/fhir/Binary/1")),
                rule("the Binary is one stored before", bundle -> attachment(bundle).setUrl("Binary/" + UUID.randomUUID())),
                rule("a Binary that nobody uses", bundle -> posted(bundle, new Binary().setContentType("text/plain").setData(new byte[] {'d'}))),
                rule("two documents share one Binary", bundle -> {
                    Bundle other = Documents.submission(RECORD, "11488-4", new byte[] {'d'});
                    attachment(other).setUrl(attachment(bundle).getUrl());
                    bundle.addEntry(other.getEntry().get(DOCUMENT));
                }),
                rule("two Binaries under one name", bundle -> bundle.addEntry(bundle.getEntry().get(BINARY).copy())),
                rule("an empty Binary", bundle -> ((Binary) bundle.getEntry().get(BINARY).getResource()).setData(null)),
                rule("another contentType", bundle -> ((Binary) bundle.getEntry().get(BINARY).getResource()).setContentType("application/pdf")),
                rule("size mismatch", bundle -> attachment(bundle).setSize(4)),
                rule("hash mismatch", bundle -> attachment(bundle).setHash(new byte[20])),
                rule("data and Binary", bundle -> attachment(bundle).setData(new byte[] {'a', 'b', 'c'})),
                rule("second document at fault", bundle -> {
                    Bundle other = Documents.submission(RECORD, "11488-4", new byte[] {'d'});
                    attachment(other).setSize(99);
                    bundle.getEntry().addAll(other.getEntry().subList(DOCUMENT, BINARY + 1));
                }),
                arguments("one masterIdentifier twice", (Consumer<Bundle>) bundle -> {
                    Bundle other = Documents.submission(RECORD, "11488-4", new byte[] {'d'});
                    document(other).setMasterIdentifier(document(bundle).getMasterIdentifier());
                    bundle.getEntry().addAll(other.getEntry().subList(DOCUMENT, BINARY + 1));
                }, 409, "duplicate-document"));
    }

    static Stream<Arguments> patients() {
        return Stream.of(
                onePatient("two patients in one transaction", bundle -> document(bundle).getSubject().setReference("Patient/" + SECOND.id())),
                onePatient("Patient?identifier= of two records", bundle -> document(bundle).getSubject().setReference(SECOND.reference())),
                onePatient("a second document of another patient", bundle ->
                        bundle.getEntry().addAll(Documents.submission(SECOND, "11488-4", new byte[] {'d'}).getEntry().subList(DOCUMENT, BINARY + 1))),
                arguments("an INS that nobody has", (Consumer<Bundle>) bundle -> {
                    String unknown = "Patient?identifier=" + Records.INS + "|" + Records.nextIns();
                    document(bundle).getSubject().setReference(unknown);
                    ((ListResource) bundle.getEntry().get(LIST).getResource()).getSubject().setReference(unknown);
                }, 403, "refused"),
                rule("a document of nobody", bundle -> document(bundle).setSubject(null)),
                rule("a List of nobody", bundle -> ((ListResource) bundle.getEntry().get(LIST).getResource()).setSubject(null)),
                rule("a List that names a document of another record", bundle -> ((ListResource) bundle.getEntry().get(LIST).getResource()).addEntry().getItem()
                        .setReference("DocumentReference/" + SERVER.api().post(DOCTOR, "/DocumentReference", Documents.simplified(SECOND, "11488-4")).createdId())),
                rule("a List that names what is not there", bundle -> ((ListResource) bundle.getEntry().get(LIST).getResource()).addEntry().getItem()
                        .setReference("DocumentReference/" + UUID.randomUUID())));
    }

    private static String own() {
        return SERVER.api().post(DOCTOR, "/DocumentReference", Documents.simplified(RECORD, "11488-4")).createdId();
    }

    private static void posted(Bundle bundle, Resource resource) {
        bundle.addEntry().setFullUrl("urn:uuid:" + UUID.randomUUID()).setResource(resource).getRequest().setMethod(HTTPVerb.POST).setUrl(resource.fhirType());
    }

    private static void patched(Bundle bundle, String url) {
        BundleEntryComponent entry = bundle.addEntry();
        entry.setResource(new Binary().setContentType("application/json-patch+json")
                .setData("[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"superseded\"}]".getBytes(StandardCharsets.UTF_8)));
        entry.getRequest().setMethod(HTTPVerb.PATCH).setUrl(url);
    }

    private static DocumentReference document(Bundle bundle) {
        return (DocumentReference) bundle.getEntry().get(DOCUMENT).getResource();
    }

    private static Attachment attachment(Bundle bundle) {
        return document(bundle).getContentFirstRep().getAttachment();
    }

    private static Arguments notOffered(String what, Consumer<Bundle> fault) {
        return arguments(what, fault, 405, "not-offered");
    }

    private static Arguments rule(String what, Consumer<Bundle> fault) {
        return arguments(what, fault, 422, "business-rule");
    }

    private static Arguments onePatient(String what, Consumer<Bundle> fault) {
        return arguments(what, fault, 400, "one-patient-only");
    }
}
