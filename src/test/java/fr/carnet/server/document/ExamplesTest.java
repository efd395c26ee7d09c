package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * What French software sends goes through unchanged save for the patient's INS: deposited, found, read, fetched. Always with this project's own
 * samples; with the national ones when {@code -Dcarnet.examples=<folder>} says where they are. Of the national ones that show a stored document, the
 * metadata is deposited as published with the content that it names, or one of its type.
 */
class ExamplesTest {

    private static final String DOCTOR = "899700218896";
    private static final String INS_OF_THE_GUIDE = "123456789012345";
    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final byte[] PDF = "%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII);

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);

    @TestFactory
    List<DynamicTest> instancesGoThrough() {
        List<DynamicTest> tests = new ArrayList<>(List.of(test(Path.of("ig/Bundle-example-iti65.json"), this::goesThrough),
                test(Path.of("ig/DocumentReference-example-iti105.json"), this::goesThrough)));
        String folder = System.getProperty("carnet.examples", "");
        if (folder.isBlank()) {
            System.getLogger("carnet").log(System.Logger.Level.INFO, "ExamplesTest ran without the national examples: -Dcarnet.examples is not set");
            return tests;
        }
        Path national = Path.of(folder, "pdsm4dmp");
        tests.add(test(national.resolve("Bundle-example-td2-iti65-lot-soumission.json"), this::goesThrough));
        tests.add(test(national.resolve("DocumentReference-example-td2-iti105-publication-simplifiee.json"), this::goesThrough));
        tests.add(test(national.resolve("Bundle-example-td2-1-remplacement.json"), this::replaces));
        tests.add(test(national.resolve("DocumentReference-example-annexe-docref-cda.json"),
                file -> ofTwoFiles(file, national.resolve("Binary-example-annexe-binary-cda.json"))));
        tests.add(test(national.resolve("DocumentReference-example-annexe-docref-fhir.json"),
                file -> ofTwoFiles(file, national.resolve("Bundle-example-annexe-fhir-document.json"))));
        tests.add(test(national.resolve("DocumentReference-example-td3-1a-fhir-document.json"),
                file -> ofTwoFiles(file, national.resolve("Bundle-example-annexe-fhir-document.json"))));
        tests.add(test(national.resolve("DocumentReference-example-td3-1a-cr-consultation.json"), this::withAPdf));
        tests.add(test(national.resolve("DocumentReference-example-td3-1a-ordonnance.json"), this::withAPdf));
        tests.add(test(national.resolve("DocumentReference-doc-x-id.json"), this::isNoDeposit));
        return tests;
    }

    /** Walks one file. */
    @FunctionalInterface
    private interface Walk {
        void walk(Path file) throws IOException;
    }

    private static DynamicTest test(Path file, Walk walk) {
        Executable walked = () -> walk.walk(file);
        return DynamicTest.dynamicTest(file.getFileName().toString(), walked);
    }

    private void goesThrough(Path file) throws IOException {
        Records.Opened record = record();
        String instance = read(file, record);
        boolean transaction = file.getFileName().toString().startsWith("Bundle");
        Reply deposited = server.api().post(doctor, transaction ? "" : "/DocumentReference", instance);
        assertThat(deposited.status()).as(deposited.text()).isEqualTo(transaction ? 200 : 201);
        assertBytes(fetched(record), bytesIn(instance, transaction));
    }

    /** TD2.1: what it replaces is deposited first; its id is the server's. */
    private void replaces(Path file) throws IOException {
        Records.Opened record = record();
        String old = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        String instance = read(file, record).replace("DocumentReference/doc-x-id", "DocumentReference/" + old);
        Reply deposited = server.api().post(doctor, "", instance);
        assertThat(deposited.status()).as(deposited.text()).isEqualTo(200);
        assertBytes(fetched(record), bytesIn(instance, true));
        assertThat(server.api().get(doctor, "/DocumentReference/" + old).as(DocumentReference.class).getStatus().toCode()).isEqualTo("superseded");
    }

    /** The metadata and the content that it names, as one transaction. A size that is not the content's is refused first. */
    private void ofTwoFiles(Path file, Path named) throws IOException {
        Records.Opened record = record();
        DocumentReference document = FHIR.newJsonParser().parseResource(DocumentReference.class, read(file, record));
        Resource content = (Resource) FHIR.newJsonParser().parseResource(read(named, record));
        Attachment attachment = document.getContentFirstRep().getAttachment();
        if (content instanceof Binary binary && attachment.getSize() != binary.getData().length) {
            Refusals.assertWellFormed(server.api().post(doctor, "", transaction(record, document, content)), 422, "business-rule");
            attachment.setSize(binary.getData().length);
        }
        Reply deposited = server.api().post(doctor, "", transaction(record, document, content));
        assertThat(deposited.status()).as(deposited.text()).isEqualTo(200);
        DocumentReference stored = fetched(record);
        if (content instanceof Binary binary) {
            assertBytes(stored, binary.getData());
        } else {
            Bundle fetched = server.api().get(doctor, "/" + stored.getContentFirstRep().getAttachment().getUrl()).bundle();
            assertThat(fetched.getEntry().stream().map(entry -> entry.getResource().fhirType())).containsExactly("Composition", "Patient", "Practitioner");
        }
    }

    private void withAPdf(Path file) throws IOException {
        Records.Opened record = record();
        DocumentReference document = FHIR.newJsonParser().parseResource(DocumentReference.class, read(file, record));
        document.getContentFirstRep().getAttachment().setSizeElement(null).setHashElement(null);
        Reply deposited = server.api().post(doctor, "", transaction(record, document, new Binary().setContentType("application/pdf").setData(PDF)));
        assertThat(deposited.status()).as(deposited.text()).isEqualTo(200);
        assertBytes(fetched(record), PDF);
    }

    /** What a search answers: status superseded, an address that only the server has. */
    private void isNoDeposit(Path file) throws IOException {
        Refusals.assertWellFormed(server.api().post(doctor, "/DocumentReference", read(file, record())), 422, "business-rule");
    }

    private Records.Opened record() {
        return server.records().authorised(server.records().adult(), doctor, DOCTOR);
    }

    private DocumentReference fetched(Records.Opened record) {
        Reply found = server.api().get(doctor, "/DocumentReference?" + record.byIdentifier() + "&status=current");
        assertThat(found.bundle().getTotal()).isEqualTo(1);
        DocumentReference read = server.api().get(doctor, "/DocumentReference/" + found.ids().get(0)).as(DocumentReference.class);
        assertThat(read.getSubject().getReference()).isEqualTo("Patient/" + record.id());
        return read;
    }

    private void assertBytes(DocumentReference stored, byte[] bytes) {
        Attachment attachment = stored.getContentFirstRep().getAttachment();
        String url = "/" + attachment.getUrl();
        Reply content = server.api().get(doctor, url, Map.of("Accept", attachment.getContentType()));
        assertThat(content.bytes()).isEqualTo(bytes);
        assertThat(content.header("Content-Type")).startsWith(attachment.getContentType());
        assertThat(server.api().get(doctor, url, Map.of("Accept", "application/fhir+json")).as(Binary.class).getData()).isEqualTo(bytes);
        // Some software sends its own content type with every request; where there is no body it says nothing.
        assertThat(server.api().get(doctor, url, Map.of("Accept", attachment.getContentType(), "Content-Type", "application/fhir+json")).bytes()).isEqualTo(bytes);
    }

    private static Bundle transaction(Records.Opened record, DocumentReference document, Resource content) {
        Bundle submission = Documents.submission(record, "11488-4", PDF);
        document.getContentFirstRep().getAttachment().setUrl(submission.getEntry().get(2).getFullUrl());
        submission.getEntry().get(1).setResource(document);
        submission.getEntry().get(2).setResource(content).getRequest().setUrl(content.fhirType());
        return submission;
    }

    /** The samples name people of the demo system or of the guide, one of them without any number; the record here is of the production system with a right key. */
    private static String read(Path file, Records.Opened record) throws IOException {
        return Files.readString(file).replaceAll("Patient\\?identifier=urn:oid:[0-9.]+(\\|[0-9]+)?", Matcher.quoteReplacement(record.reference()))
                .replace("\"value\": \"" + INS_OF_THE_GUIDE + "\"", "\"value\": \"" + record.ins() + "\"");
    }

    private static byte[] bytesIn(String instance, boolean transaction) {
        if (!transaction) {
            return FHIR.newJsonParser().parseResource(DocumentReference.class, instance).getContentFirstRep().getAttachment().getData();
        }
        return FHIR.newJsonParser().parseResource(Bundle.class, instance).getEntry().stream().map(Bundle.BundleEntryComponent::getResource)
                .filter(Binary.class::isInstance).map(Binary.class::cast).findFirst().orElseThrow().getData();
    }
}
