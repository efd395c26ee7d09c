package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;

/** Fills one record in one world: what is visible in both, what is hidden in the secretive one alone. Notes what everything is called. */
final class Filling {

    static final String AUTHOR = "810000000011";
    static final String COLLEAGUE = "810000000022";
    private static final String DELETE = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]";
    private static final String LABEL = "[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":{\"coding\":[{\"system\":\""
            + Canonical.VISIBILITY + "\",\"code\":\"%s\"}]}}]";

    private final World world;
    private final Records.Opened record;
    private final Map<String, String> names = new LinkedHashMap<>();

    /** @param record the record, opened */
    Filling(World world, Records.Opened record) {
        this.world = world;
        this.record = record;
        names.put("Patient.own", record.id());
        names.put("ins.own", record.ins());
    }

    World world() {
        return world;
    }

    Records.Opened record() {
        return record;
    }

    Map<String, String> names() {
        return names;
    }

    String author() {
        return world.tokens().doctor(AUTHOR);
    }

    String colleague() {
        return world.tokens().doctor(COLLEAGUE);
    }

    /** Deposits a document, alike in both worlds. */
    String visible(String word, String depositor, Deposit deposit) {
        Bundle sent = deposit.submission(record, word);
        Reply answered = world.api().post(depositor, "/", sent);
        assertThat(answered.status()).as(word + answered.text()).isEqualTo(200);
        Bundle stored = answered.bundle();
        for (int i = 0; i < 3; i++) {
            IdType id = new IdType(stored.getEntry().get(i).getResponse().getLocation());
            names.put(id.getResourceType() + "." + word, id.getIdPart());
        }
        names.put("identifier." + word, ((DocumentReference) sent.getEntry().get(1).getResource()).getMasterIdentifier().getValue().substring("urn:uuid:".length()));
        return names.get("DocumentReference." + word);
    }

    /** Deposits a document in the secretive world; elsewhere its names stand for nothing. */
    String hidden(String word, String depositor, Deposit deposit) {
        if (world.secretive()) {
            return visible(word, depositor, deposit);
        }
        for (String type : new String[] {"DocumentReference", "List", "Binary", "identifier"}) {
            names.put(type + "." + word, UUID.randomUUID().toString());
        }
        return names.get("DocumentReference." + word);
    }

    /** Stores a resource in the secretive world; elsewhere its name stands for nothing. */
    void hiddenResource(String name, Supplier<Reply> stored) {
        names.put(name, world.secretive() ? stored(stored.get()) : UUID.randomUUID().toString());
    }

    /** Stores a resource, alike in both worlds. */
    void visibleResource(String name, Supplier<Reply> stored) {
        names.put(name, stored(stored.get()));
    }

    private static String stored(Reply created) {
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.createdId();
    }

    /** Somebody does something in the secretive world alone. */
    void secretly(Supplier<Reply> act, int status) {
        if (world.secretive()) {
            Reply done = act.get();
            assertThat(done.status()).as(done.text()).isEqualTo(status);
        }
    }

    /** Deletes a document that is hidden. */
    void deleted(String word, String depositor) {
        secretly(() -> world.api().patch(depositor, "/DocumentReference/" + names.get("DocumentReference." + word), DELETE), 200);
    }

    /** Labels a document that was not: its older version was visible. */
    void labelled(String word, String by, String label) {
        secretly(() -> world.api().patch(by, "/DocumentReference/" + names.get("DocumentReference." + word), LABEL.formatted(label)), 200);
    }

    /** Somebody chooses about a professional. */
    Reply chosen(String by, String kind, ConsentProvisionType type, String professional) {
        Consent consent = Records.consent(record, kind, type, professional);
        return world.api().post(by, "/Consent", consent);
    }

    /** Another patient's record with a document, in the secretive world alone. */
    void another() {
        Records.Opened other = world.secretive() ? world.records().authorised(world.records().adult(), colleague(), COLLEAGUE)
                : new Records.Opened(UUID.randomUUID().toString(), Records.nextIns());
        Filling elsewhere = new Filling(world, other);
        elsewhere.hidden("other", colleague(), Deposit.of("11488-4"));
        elsewhere.hiddenResource("Consent.other", () -> elsewhere.chosen(world.tokens().holder(other.id()), "blocage", ConsentProvisionType.DENY, AUTHOR));
        elsewhere.hiddenResource("RelatedPerson.other", () -> world.records().delegate(world.tokens().support(), other, "CAREGIVER"));
        note(elsewhere);
    }

    /** The names of another patient's record, which exists in neither world: for who may read whatever record there is. */
    void nobodyElse() {
        for (String name : List.of("Patient", "DocumentReference", "List", "Binary", "identifier", "Consent", "RelatedPerson")) {
            names.put(name + ".other", UUID.randomUUID().toString());
        }
        names.put("ins.other", Records.nextIns());
    }

    private void note(Filling elsewhere) {
        elsewhere.names().forEach((name, id) -> names.put(name.replace(".own", ".other"), id));
    }
}
