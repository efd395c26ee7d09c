package fr.carnet.server.leak;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;

/** What a caller does and then undoes: a deposit, its masking, its deletion, each looked at in between; in this order, in both worlds. */
final class Acts {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String CONSENTED = "\"extension\":[{\"url\":\"" + Canonical.EXPLICIT_CONSENT + "\",\"valueBoolean\":true}],";
    private static final String LABEL = "[{\"op\":\"%s\",\"path\":\"/securityLabel/%s\"%s}]";
    private static final String MASKED = ",\"value\":{\"coding\":[{\"system\":\"" + Canonical.VISIBILITY + "\",\"code\":\"MASQUE_PS\"}]}";

    private Acts() {
    }

    /** @param choice draws the business identifiers, the same for both worlds */
    static List<Ask> all(Random choice) {
        String simple = new UUID(choice.nextLong(), choice.nextLong()).toString();
        List<Ask> acts = new ArrayList<>();
        Ask deposit = Ask.json("POST", "/DocumentReference", Writes.document(simple, "Patient/${Patient.own}", CONSENTED));
        acts.add(deposit.with("Prefer", "return=representation"));
        acts.add(deposit);
        acts.add(patch(simple, LABEL.formatted("add", "-", MASKED)));
        acts.add(look(simple));
        acts.add(patch(simple, LABEL.formatted("remove", "1", "")).with("Prefer", "return=minimal"));
        acts.add(look(simple));
        Bundle submission = Deposit.of("11488-4").withConsent().submission(new Records.Opened("${Patient.own}", "${ins.own}"), "acte");
        DocumentReference document = (DocumentReference) submission.getEntry().get(1).getResource();
        String whole = new UUID(choice.nextLong(), choice.nextLong()).toString();
        document.getMasterIdentifier().setValue("urn:uuid:" + whole);
        acts.add(Ask.json("POST", "/", FHIR.newJsonParser().encodeResourceToString(submission)));
        acts.add(Ask.json("POST", "/", FHIR.newJsonParser().encodeResourceToString(submission)));
        for (String identifier : List.of(simple, whole)) {
            acts.add(patch(identifier, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]"));
            acts.add(patch(identifier, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"current\"}]"));
            acts.add(look(identifier));
        }
        acts.add(Ask.json("POST", "/Patient/$bris-de-glace", Choices.emergency("${ins.own}", "Camille")));
        acts.add(Ask.get("/AuditEvent?patient=${Patient.own}"));
        acts.add(Ask.get("/DocumentReference?patient=${Patient.own}&isArchived=true,false"));
        return acts;
    }

    private static Ask look(String identifier) {
        return Ask.get("/DocumentReference?patient=${Patient.own}&identifier=urn:uuid:" + identifier);
    }

    private static Ask patch(String identifier, String body) {
        return Ask.patch("/DocumentReference?identifier=urn:ietf:rfc:3986%7Curn:uuid:" + identifier, body);
    }
}
