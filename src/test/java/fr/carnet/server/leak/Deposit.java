package fr.carnet.server.leak;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ListResource;

/**
 * One document to deposit (ITI-65), its content and metadata alike in both worlds.
 *
 * @param type     document type
 * @param labels   visibility labels
 * @param declared whether the patient's explicit consent to the deposit is declared
 * @param appends  ids of documents that it appends to and that its submission set names too
 * @param names    ids of documents that it alone names
 */
record Deposit(String type, List<String> labels, boolean declared, List<String> appends, List<String> names) {

    private static final String CLASSES = "https://mos.esante.gouv.fr/NOS/TRE_A03-ClasseDocument/FHIR/TRE-A03-ClasseDocument";

    static Deposit of(String type, String... labels) {
        return new Deposit(type, List.of(labels), false, List.of(), List.of());
    }

    /** The same with the explicit consent declared. */
    Deposit withConsent() {
        return new Deposit(type, labels, true, appends, names);
    }

    /** The same as an addition to a document deposited before. */
    Deposit appendedTo(String id) {
        List<String> more = new ArrayList<>(appends);
        more.add(id);
        return new Deposit(type, labels, declared, more, names);
    }

    /** The same naming a document that its submission set does not name. */
    Deposit naming(String id) {
        return new Deposit(type, labels, declared, appends, List.of(id));
    }

    Bundle submission(Records.Opened record, String name) {
        Bundle bundle = Documents.submission(record, type, ("contenu " + name).getBytes(StandardCharsets.UTF_8));
        ListResource set = (ListResource) bundle.getEntryFirstRep().getResource();
        DocumentReference document = (DocumentReference) bundle.getEntry().get(1).getResource();
        set.setTitle("Lot " + name);
        document.setDescription("Document " + name);
        document.addCategory().addCoding().setSystem(CLASSES).setCode("10");
        document.getContext().getPeriod().setStart(document.getDate());
        labels.forEach(label -> document.addSecurityLabel().addCoding().setSystem(Canonical.VISIBILITY).setCode(label));
        if (declared) {
            document.addExtension(Canonical.EXPLICIT_CONSENT, new BooleanType(true));
        }
        names.forEach(id -> document.addRelatesTo().setCode(DocumentRelationshipType.APPENDS).getTarget().setReference("DocumentReference/" + id));
        for (String id : appends) {
            document.addRelatesTo().setCode(DocumentRelationshipType.APPENDS).getTarget().setReference("DocumentReference/" + id);
            set.addEntry().getItem().setReference("DocumentReference/" + id);
        }
        set.addIdentifier(new Identifier().setSystem("urn:ietf:rfc:3986").setValue(document.getMasterIdentifier().getValue()));
        return bundle;
    }
}
