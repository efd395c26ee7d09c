package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Practitioner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Leaks 55 and 56: what a search names, and by what it sorts. What is in sight names, each time, what is hidden: a search that took it at its word would find it. */
class SearchReferenceLeakTest {

    private static final Pattern VARIABLE = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9:]+)");
    private static final String LATER = "[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":{\"coding\":[{\"code\":\"MASQUE_PS\"}]}}]";

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("Leak 55: a document that a search names and the caller may not see is an absent one, in every form and to the statement")
    void leak55_documentsNamedByASearch() {
        Records.Opened record = Twins.record();
        String hidden = Twins.deposit(record, Twins.READABLE).id();
        DocumentReference naming = Documents.simplified(record, Twins.READABLE);
        naming.addRelatesTo().setCode(DocumentRelationshipType.APPENDS).getTarget().setReference("DocumentReference/" + hidden);
        naming.getContext().addRelated().setReference("DocumentReference/" + hidden).getIdentifier().setSystem("urn:oid:1.2.3.4.5").setValue("secret");
        String visible = Twins.deposit(record, naming).id();
        String search = "/DocumentReference?patient=" + record.id();
        for (String form : forms(hidden)) {
            assertThat(found(Twins.NURSE_TOKEN, search + form)).as("in sight" + form).isEqualTo(form.endsWith("count") ? "1" : visible);
        }
        assertThat(server.api().patch(Twins.AUTHOR_TOKEN, "/DocumentReference/" + hidden, LATER).status()).isEqualTo(200);
        for (String form : forms(hidden)) {
            asNone(Twins.NURSE_TOKEN, search, form, hidden);
            assertThat(found(Twins.AUTHOR_TOKEN, search + form)).as("the author still sees it" + form).isEqualTo(form.endsWith("count") ? "1" : visible);
        }
        assertThat(Call.get(Twins.NURSE_TOKEN, search + "&related:identifier=urn:oid:1.2.3.4.5%7Csecret").send().ids()).as("an identifier that is taken out of the answer").isEmpty();
        assertThat(server.api().patch(Twins.AUTHOR_TOKEN, "/DocumentReference/" + hidden, Twins.DELETE).status()).isEqualTo(200);
        for (String token : List.of(Twins.NURSE_TOKEN, Twins.AUTHOR_TOKEN, server.tokens().holder(record.id()))) {
            forms(hidden).forEach(form -> asNone(token, search, form, hidden));
        }
    }

    @Test
    @DisplayName("Leak 55: nor do devices, messages, people and other records' resources that a search names")
    void leak55_otherResourcesNamedByASearch() {
        Records.Opened record = Twins.record();
        String holder = server.tokens().holder(record.id());
        Device device = server.api().post(holder, "/Device", EntrySamples.of("Device", record.id())).as(Device.class);
        Observation measure = EntrySamples.measure(record.id(), "2345-7");
        measure.getDevice().setReference("Device/" + device.getIdPart());
        String measured = server.api().post(holder, "/Observation", measure).createdId();
        String search = "/Observation?patient=" + record.id();
        assertThat(Call.get(holder, search + "&device=Device/" + device.getIdPart()).send().ids()).containsExactly(measured);
        server.api().post(holder, "/Consent", Apps.consent(record, "GLYCEMIE"));
        String app = Apps.token(server, Apps.METER, record.id(), "patient/*.rs");
        assertThat(Call.get(app, search).with("Code-Finalite", "GLYCEMIE").send().ids()).containsExactly(measured);
        assertThat(Call.get(app, search).with("Code-Finalite", "GLYCEMIE").send().text()).as("its purpose reads measures, no devices").doesNotContain(device.getIdPart());
        assertThat(Call.get(app, search + "&device=Device/" + device.getIdPart()).with("Code-Finalite", "GLYCEMIE").send().ids()).isEmpty();
        assertThat(server.api().put(holder, "/Device/" + device.getIdPart(), device.setStatus(Device.FHIRDeviceStatus.ENTEREDINERROR)).status()).isEqualTo(200);
        asNone(holder, search, "&device=Device/" + device.getIdPart(), device.getIdPart());
        assertThat(Call.get(holder, search).send().text()).doesNotContain(device.getIdPart());

        String first = server.api().post(Twins.AUTHOR_TOKEN, "/Communication", EntrySamples.message(record.id())).createdId();
        assertThat(server.api().post(Twins.NURSE_TOKEN, "/Communication", EntrySamples.message(record.id())).status()).isEqualTo(201);
        Communication answer = EntrySamples.message(record.id());
        answer.addPartOf().setReference("Communication/" + first);
        answer.addRecipient().getIdentifier().setSystem("urn:oid:1.2.250.1.71.4.2.1").setValue(Twins.NURSE);
        String answered = server.api().post(holder, "/Communication", answer).createdId();
        String messages = "/Communication?patient=" + record.id();
        assertThat(Call.get(holder, messages + "&part-of=Communication/" + first).send().ids()).containsExactly(answered);
        assertThat(Call.get(Twins.NURSE_TOKEN, messages).send().ids()).contains(answered).doesNotContain(first);
        assertThat(Call.get(Twins.NURSE_TOKEN, messages).send().text()).doesNotContain(first);
        asNone(Twins.NURSE_TOKEN, messages, "&part-of=Communication/" + first, first);

        Records.Opened other = Twins.record();
        asNone(holder, "/Appointment?patient=" + record.id(), "&actor=Patient/" + other.id(), other.id());
        asNone(holder, messages, "&recipient=Patient/" + other.id(), other.id());
        asNone(holder, messages, "&sender=" + other.id(), other.id());
        String foreign = Twins.deposit(other, Twins.READABLE).id();
        // The third is deleted, not kept from the holder: its lines are his to read.
        List<Twins.Document> hiddenOnes = Twins.OF_A_HOLDER.hidden();
        for (Twins.Document hidden : List.of(hiddenOnes.get(0), hiddenOnes.get(1), hiddenOnes.get(3))) {
            String history = "/AuditEvent?patient=" + Twins.OF_A_HOLDER.secretive().id();
            asNone(Twins.OF_A_HOLDER.token(), history, "&entity=DocumentReference/" + hidden.id(), hidden.id());
            asNone(Twins.OF_A_HOLDER.token(), history, "&entity=" + hidden.content(), hidden.content());
        }
        asNone(holder, "/AuditEvent?patient=" + record.id() + "&_count=0", "&entity=DocumentReference/" + foreign, foreign);
    }

    @Test
    @DisplayName("Leak 56: authors and titles of what is hidden are neither found nor felt in the order of the rest")
    void leak56_authorsAndTitles() {
        Records.Opened record = Twins.record();
        Twins.deposit(record, by(record, "Martin", "Bilan"));
        String secret = Twins.deposit(record, by(record, "Secret", "Confidence")).id();
        Twins.deposit(record, by(record, "Zola", "Compte rendu"));
        String search = "/DocumentReference?patient=" + record.id();
        Map<String, List<String>> sorted = new LinkedHashMap<>();
        for (String key : List.of("title", "-title", "author", "-author", "author,-date", "-title,author")) {
            sorted.put(key, Call.get(Twins.NURSE_TOKEN, search + "&_sort=" + key).send().ids().stream().filter(id -> !id.equals(secret)).toList());
        }
        assertThat(Call.get(Twins.NURSE_TOKEN, search + "&author.family=Secret").send().ids()).containsExactly(secret);
        assertThat(server.api().patch(Twins.AUTHOR_TOKEN, "/DocumentReference/" + secret, LATER).status()).isEqualTo(200);
        sorted.forEach((key, order) -> assertThat(Call.get(Twins.NURSE_TOKEN, search + "&_sort=" + key).send().ids()).as(key).isEqualTo(order));
        for (String value : List.of("author=Secret", "author:identifier=Secret", "author.family=Secret", "author.given=Secret")) {
            Reply hidden = Call.get(Twins.NURSE_TOKEN, search + "&" + value).send();
            assertThat(hidden.bundle().getTotal()).as(value).isZero();
            assertThat(named(hidden, "Secret")).as(value).isEqualTo(named(Call.get(Twins.NURSE_TOKEN, search + "&" + value.replace("Secret", "Absent")).send(), "Absent"));
        }
    }

    /** The ids of what was found, or how many when the answer holds none. */
    private static String found(String token, String search) {
        Reply reply = Call.get(token, search).send();
        return reply.ids().isEmpty() ? String.valueOf(reply.bundle().getTotal()) : String.join(" ", reply.ids());
    }

    private List<String> forms(String id) {
        String reference = "DocumentReference/" + id;
        return List.of("&relatesto=" + reference, "&relatesto=" + id, "&relatesto=" + server.api().base() + "/" + reference, "&related=" + reference, "&related=" + id,
                "&relatesto=" + reference + ",DocumentReference/" + UUID.randomUUID(), "&relatesto=" + reference + "&_summary=count", "&relatesto=" + reference + "/_history/1");
    }

    /** What a search tells of this one, it tells of one that is not there: status, headers, body, statements; the self link alone says what was asked. */
    private void asNone(String token, String search, String form, String id) {
        String none = UUID.randomUUID().toString();
        List<String> here = server.statements().during(() -> Call.get(token, search + form).send(), 200);
        assertThat(here).as(form).isEqualTo(server.statements().during(() -> Call.get(token, search + form.replace(id, none)).send(), 200));
        Reply hidden = Call.get(token, search + form).send();
        assertThat(hidden.bundle().getTotal()).as(form).isZero();
        assertThat(named(hidden, id)).as(form).isEqualTo(named(Call.get(token, search + form.replace(id, none)).send(), none));
        Map<String, String> type = Map.of("Content-Type", "application/x-www-form-urlencoded");
        String[] parts = (search + form).split("\\?");
        assertThat(server.api().send("POST", token, parts[0] + "/_search", parts[1].getBytes(StandardCharsets.UTF_8), type).bundle().getTotal()).as(form).isZero();
    }

    private static String named(Reply reply, String asked) {
        Seen seen = Seen.of(reply);
        Map<String, String> names = new LinkedHashMap<>();
        // The second in which an answer was made.
        seen.headers().remove("Last-Modified");
        return VARIABLE.matcher((seen.status() + seen.headers().toString() + seen.body()).replace(asked, "ASKED"))
                .replaceAll(match -> match.group().contains("T") ? "INSTANT" : names.computeIfAbsent(match.group(), id -> "ID" + names.size()));
    }

    private static DocumentReference by(Records.Opened record, String family, String title) {
        DocumentReference document = Documents.simplified(record, Twins.READABLE);
        Practitioner author = (Practitioner) document.getContained().get(0);
        author.addIdentifier().setSystem("urn:oid:1.2.3.4.5").setValue(family);
        author.addName().setFamily(family).addGiven(family);
        document.getContentFirstRep().getAttachment().setTitle(title);
        return document;
    }
}
