package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is let in at all, and what a refusal says to the others: nothing. */
@Tag("access")
@ExtendWith(TestedServerExtension.class)
class AuthorisationConformance {

    private static final String DOCUMENTS = "DocumentReference";
    private static final String BASE = "https://carnet.example.org/fhir/CodeSystem/";

    private final TestedServer server;
    private final Samples samples;

    AuthorisationConformance(TestedServer server) {
        this.server = server;
        this.samples = new Samples(server.settings());
    }

    @Test
    @Tag("ACC-01")
    void noToken() {
        assertThat(server.search(Caller.NOBODY, DOCUMENTS).refused(401).header("WWW-Authenticate")).startsWith("Bearer");
        server.get(Caller.NOBODY, "/DocumentReference/" + UUID.randomUUID()).refused(401);
        server.post(Caller.NOBODY, "/DocumentReference", samples.document()).refused(401);
    }

    @Test
    @Tag("ACC-02")
    void alteredToken() {
        String token = server.token(Caller.AUTHOR);
        char[] altered = token.toCharArray();
        int inTheSignature = token.lastIndexOf('.') + 5;
        altered[inTheSignature] = altered[inTheSignature] == 'A' ? 'B' : 'A';
        Answer answer = server.get(Caller.NOBODY, "/DocumentReference?" + TestedServer.query("patient.identifier", server.settings().patient()),
                "Authorization", "Bearer " + new String(altered)).refused(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    @Tag("ACC-03")
    void notAuthorised() {
        server.search(Caller.STRANGER, DOCUMENTS).refused(403);
        server.postSearch(Caller.STRANGER, DOCUMENTS).refused(403);
        server.search(Caller.STRANGER, "List").refused(403);
    }

    @Test
    @Tag("ACC-04")
    void unknownPatient() {
        assertThat(server.search(Caller.STRANGER, DOCUMENTS).refused(403).seen()).isEqualTo(elsewhere(Caller.STRANGER).refused(403).seen());
        assertThat(server.search(Caller.STRANGER, "List").refused(403).seen()).isEqualTo(elsewhere(Caller.STRANGER).refused(403).seen());
    }

    @Test
    @Tag("ACC-05")
    void existingDocument() {
        String document = server.deposit(Caller.AUTHOR, samples.document()).getIdPart();
        String unknown = UUID.randomUUID().toString();
        assertThat(server.get(Caller.STRANGER, "/DocumentReference/" + document).refused(404).seen(document))
                .isEqualTo(server.get(Caller.STRANGER, "/DocumentReference/" + unknown).refused(404).seen(unknown));
    }

    @Test
    @Tag("ACC-06")
    void depositWithoutConsent() {
        DocumentReference document = samples.document();
        server.post(Caller.STRANGER, "/DocumentReference", document).refused(403);
        server.post(Caller.STRANGER, "", samples.submission(document)).refused(403);
        assertThat(server.search(Caller.HOLDER, DOCUMENTS, "identifier", document.getMasterIdentifier().getValue()).found()).isEmpty();
    }

    @Test
    @Tag("ACC-20")
    void blocked() {
        if (!server.settings().has("blocked.identifier")) {
            // The operator says that the block is in place.
            assertBlocked();
            return;
        }
        Consent access = consent("acces-professionnel", ConsentProvisionType.PERMIT);
        server.post(Caller.BLOCKED, "/Consent", access).expect(201);
        server.search(Caller.BLOCKED, DOCUMENTS).expect(200);
        Consent block = consent("blocage", ConsentProvisionType.DENY);
        String id = server.post(Caller.HOLDER, "/Consent", block).expect(201).createdId();
        try {
            assertBlocked();
        } finally {
            Consent stored = server.get(Caller.HOLDER, "/Consent/" + id).expect(200).resource(Consent.class);
            server.put(Caller.HOLDER, "/Consent/" + id, stored.setStatus(ConsentState.INACTIVE)).expect(200);
            // As it was: lifting a block restores no authorisation.
            server.post(Caller.BLOCKED, "/Consent", access).expect(201);
        }
    }

    @Test
    @Tag("ACC-21")
    void otherHolder() {
        String document = server.deposit(Caller.AUTHOR, samples.document()).getIdPart();
        server.search(Caller.OTHER_HOLDER, DOCUMENTS).refused(403);
        server.get(Caller.OTHER_HOLDER, "/DocumentReference/" + document).refused(404);
    }

    @Test
    @Tag("ACC-22")
    void structure() {
        String own = server.deposited(Caller.STRUCTURE, server.post(Caller.STRUCTURE, "/DocumentReference", samples.document()).expect(201));
        server.get(Caller.READER, "/DocumentReference/" + own).expect(200);
        DocumentReference others = server.deposit(Caller.AUTHOR, samples.document());
        server.get(Caller.STRUCTURE, "/DocumentReference/" + others.getIdPart()).refused(403, 404);
        server.get(Caller.STRUCTURE, Samples.content(others), "Accept", TestedServer.JSON).refused(403, 404);
        Answer search = server.search(Caller.STRUCTURE, DOCUMENTS, "identifier", others.getMasterIdentifier().getValue()).expect(200, 403);
        assertThat(search.status() == 403 || search.resource(Bundle.class).getTotal() == 0).as("absent from its searches, or none offered").isTrue();
    }

    @Test
    @Tag("ACC-23")
    void holderDoesNotDelete() {
        String document = server.deposit(Caller.AUTHOR, samples.document()).getIdPart();
        server.patch(Caller.HOLDER, document, TestedServer.JSON_PATCH, Samples.replace("/status", "\"entered-in-error\"")).refused(403);
        server.get(Caller.READER, "/DocumentReference/" + document).expect(200);
    }

    private void assertBlocked() {
        assertThat(server.search(Caller.BLOCKED, DOCUMENTS).refused(403).seen()).isEqualTo(elsewhere(Caller.BLOCKED).refused(403).seen());
    }

    private Answer elsewhere(Caller caller) {
        return server.get(caller, "/DocumentReference?" + TestedServer.query("patient.identifier", server.settings().unknownPatient()));
    }

    /** API 6: about the professional whom the holder blocks. */
    private Consent consent(String kind, ConsentProvisionType type) {
        Consent consent = new Consent().setStatus(ConsentState.ACTIVE);
        consent.getScope().addCoding().setSystem("http://terminology.hl7.org/CodeSystem/consentscope").setCode("patient-privacy");
        consent.addCategory().addCoding().setSystem(BASE + "consent-kind").setCode(kind);
        consent.getPatient().setReference("Patient?identifier=" + server.settings().patient());
        consent.getPolicyRule().addCoding().setSystem(BASE + "consent-policy").setCode("R1111-46");
        Consent.provisionActorComponent actor = consent.getProvision().setType(type).addActor();
        actor.getRole().addCoding().setSystem("http://terminology.hl7.org/CodeSystem/v3-ParticipationType").setCode("IRCP");
        actor.getReference().getIdentifier().setSystem(Samples.PROFESSIONALS).setValue(server.settings().value("blocked.identifier"));
        return consent;
    }
}
