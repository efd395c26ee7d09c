package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What French software sends goes through unchanged save for the patient's INS: deposited, found, read, fetched. Always with this project's own
 * samples; with the national ones when {@code -Dcarnet.examples=<folder>} says where they are.
 */
class ExamplesTest {

    private static final String DOCTOR = "899700218896";

    private final TestServer server = TestServer.instance();

    @TestFactory
    List<DynamicTest> instancesGoThrough() {
        List<Path> instances = new ArrayList<>(List.of(Path.of("ig/Bundle-example-iti65.json"), Path.of("ig/DocumentReference-example-iti105.json")));
        String folder = System.getProperty("carnet.examples", "");
        if (folder.isBlank()) {
            System.getLogger("carnet").log(System.Logger.Level.INFO, "ExamplesTest ran without the national examples: -Dcarnet.examples is not set");
        } else {
            Path national = Path.of(folder, "pdsm4dmp");
            instances.add(national.resolve("Bundle-example-td2-iti65-lot-soumission.json"));
            instances.add(national.resolve("DocumentReference-example-td2-iti105-publication-simplifiee.json"));
        }
        return instances.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> goesThrough(file))).toList();
    }

    private void goesThrough(Path file) throws IOException {
        String doctor = server.tokens().doctor(DOCTOR);
        Records.Opened record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        String instance = withIns(Files.readString(file), record);
        boolean transaction = file.getFileName().toString().startsWith("Bundle");

        Reply deposited = server.api().post(doctor, transaction ? "" : "/DocumentReference", instance);
        assertThat(deposited.status()).as(deposited.text()).isEqualTo(transaction ? 200 : 201);

        Reply found = server.api().get(doctor, "/DocumentReference?" + record.byIdentifier() + "&status=current");
        assertThat(found.bundle().getTotal()).isEqualTo(1);
        String id = found.ids().get(0);
        DocumentReference read = server.api().get(doctor, "/DocumentReference/" + id).as(DocumentReference.class);
        assertThat(read.getSubject().getReference()).isEqualTo("Patient/" + record.id());

        String url = "/" + read.getContentFirstRep().getAttachment().getUrl();
        Reply content = server.api().get(doctor, url, Map.of("Accept", read.getContentFirstRep().getAttachment().getContentType()));
        assertThat(content.bytes()).isEqualTo(bytesIn(instance, transaction));
        assertThat(content.header("Content-Type")).startsWith(read.getContentFirstRep().getAttachment().getContentType());
        assertThat(server.api().get(doctor, url, Map.of("Accept", "application/fhir+json")).as(Binary.class).getData()).isEqualTo(content.bytes());
    }

    /** The samples name people of the demo system or of the guide; the record here is of the production system with a right key. */
    private static String withIns(String instance, Records.Opened record) {
        return instance.replaceAll("Patient\\?identifier=urn:oid:[0-9.]+\\|[0-9]+", Matcher.quoteReplacement(record.reference()));
    }

    private static byte[] bytesIn(String instance, boolean transaction) {
        FhirContext fhir = FhirContext.forR4Cached();
        if (!transaction) {
            return fhir.newJsonParser().parseResource(DocumentReference.class, instance).getContentFirstRep().getAttachment().getData();
        }
        return fhir.newJsonParser().parseResource(Bundle.class, instance).getEntry().stream().map(Bundle.BundleEntryComponent::getResource)
                .filter(Binary.class::isInstance).map(Binary.class::cast).findFirst().orElseThrow().getData();
    }
}
