package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.hapi.OpenTypes;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;

/** One record with one resource of each type that can be stored, each written by a caller who may change it. */
final class Stock {

    /** Nobody's id. */
    static final String ABSENT = "00000000-0000-4000-8000-000000000000";

    private static final String DOCTOR_ID = "810000000913";
    /** What the doctor writes: the rest is the holder's. */
    private static final Set<String> DOCTORS = Set.of("DocumentReference", "Binary", "List", "Communication", "Provenance", "Appointment");

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR_ID);
    private final Records.Opened record = server.records().authorised(server.records().adult(), doctor, DOCTOR_ID);
    private final String holder = server.tokens().holder(record.id());
    private final Map<String, String> ids = new LinkedHashMap<>();

    Stock() {
        ids.put("Patient", record.id());
        EntrySamples.TYPES.forEach(this::add);
        List.of("DocumentReference", "Communication", "Consent", "Provenance").forEach(this::add);
        DocumentReference document = server.api().get(doctor, "/DocumentReference/" + id("DocumentReference")).as(DocumentReference.class);
        ids.put("Binary", document.getContentFirstRep().getAttachment().getUrl().replaceAll(".*Binary/", ""));
        Bundle submitted = server.api().post(doctor, "/", submission()).bundle();
        ids.put("List", submitted.getEntryFirstRep().getResponse().getLocation().replaceAll("^.*List/|/_history.*$", ""));
        ids.put("AuditEvent", server.api().get(holder, "/AuditEvent?patient=" + record.id()).ids().get(0));
        Reply delegated = server.records().delegate(holder, record, "CAREGIVER");
        ids.put("RelatedPerson", delegated.createdId());
    }

    private void add(String type) {
        Reply created = server.api().post(token(type), "/" + type, sample(type));
        assertThat(created.status()).as(type + " " + created.text()).isEqualTo(201);
        ids.put(type, created.createdId());
    }

    Records.Opened record() {
        return record;
    }

    String doctor() {
        return doctor;
    }

    String holder() {
        return holder;
    }

    /** @return the caller who wrote this type's resource, and may change it */
    String token(String type) {
        return DOCTORS.contains(type) ? doctor : holder;
    }

    /** @return id of the stored resource, or {@link #ABSENT}; that of a public type is asked for */
    String id(String type) {
        return ids.computeIfAbsent(type, other -> OpenTypes.isPublic(other) ? first(other) : ABSENT);
    }

    private String first(String type) {
        return server.api().get(null, "/" + type + "?_count=1").ids().stream().findFirst().orElse(ABSENT);
    }

    /** @return a resource that may be created */
    DomainResource sample(String type) {
        return switch (type) {
            case "DocumentReference" -> Documents.simplified(record, "11488-4");
            case "Communication" -> EntrySamples.message(record.id());
            case "Consent" -> Records.consent(record, "acces-professionnel", ConsentProvisionType.PERMIT, "810000000914");
            case "Provenance" -> provenance();
            default -> EntrySamples.of(type, record.id());
        };
    }

    /** @return the stored resource, to be sent back */
    Resource stored(String type) {
        Resource stored = (Resource) server.api().get(token(type), "/" + type + "/" + id(type)).as(sample(type).getClass());
        if (stored instanceof Consent consent) {
            // A choice is ended, never changed.
            consent.setStatus(ConsentState.INACTIVE);
        }
        return stored;
    }

    /** @return a service and its editor, for the catalogue */
    Bundle catalogue() {
        try {
            return FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, Files.readString(Path.of("src/test/resources/spec/catalogue-sample.json")).replace("{n}", "77"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return a submission of one document */
    Bundle submission() {
        return Documents.submission(record, "11488-4", "contenu".getBytes(StandardCharsets.UTF_8));
    }

    private Provenance provenance() {
        Provenance provenance = new Provenance();
        provenance.addTarget().setReference("Patient/" + record.id());
        provenance.addTarget().setReference("DocumentReference/" + id("DocumentReference"));
        provenance.setRecordedElement(new InstantType("2026-11-18T10:00:00+01:00"));
        provenance.addAgent().getWho().setDisplay("Cabinet");
        return provenance;
    }
}
