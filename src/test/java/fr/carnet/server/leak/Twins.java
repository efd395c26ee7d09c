package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ListResource;

/**
 * Two records that look the same to one reader: the second holds, besides, one document of each kind that this reader may not see. What is
 * asked of both must be answered alike; what is asked of a hidden document must be answered like what is asked of none.
 */
final class Twins {

    static final String AUTHOR = "810000002017";
    static final String NURSE = "810000002025";
    static final String READABLE = "11488-4";
    static final String DELETE = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]";
    static final String MASK = "[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]";

    private static final TestServer SERVER = TestServer.instance();
    private static final Pattern VARIABLE = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9]{15}|20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9:]+)");
    private static final List<String> TELLING_NOTHING = List.of("date", "x-request-id", "last-modified", "connection", "keep-alive");

    static final String AUTHOR_TOKEN = SERVER.tokens().doctor(AUTHOR);
    static final String NURSE_TOKEN = SERVER.tokens().professional(NURSE, "60", null, null);

    /** What a nurse may not see: masked, of a type outside her column, deleted. */
    static final Twins OF_A_NURSE = new Twins(record -> NURSE_TOKEN, List.of("MASQUE_PS"), "57833-6");

    /** What a holder may not see: invisible to him, deleted. */
    static final Twins OF_A_HOLDER = new Twins(record -> SERVER.tokens().holder(record.id()), List.of("INVISIBLE_PATIENT"), READABLE, "INVISIBLE_PATIENT", "MASQUE_PS");

    private final Function<Records.Opened, String> reader;
    private final Map<String, Document> hidden = new LinkedHashMap<>();
    private final Records.Opened bare = record();
    private final Records.Opened secretive = record();
    private final Document visible;

    /**
     * A stored document.
     *
     * @param id         id of the DocumentReference
     * @param content    id of its Binary
     * @param list       id of its submission set
     * @param identifier value of its masterIdentifier
     */
    record Document(String id, String content, String list, String identifier) {
    }

    private Twins(Function<Records.Opened, String> reader, List<String> labels, String otherType, String... otherLabels) {
        this.reader = reader;
        deposit(bare, READABLE);
        hidden.put("labelled", deposit(secretive, READABLE, labels.toArray(String[]::new)));
        deposit(secretive, READABLE);
        hidden.put("another", deposit(secretive, otherType, otherLabels));
        hidden.put("deleted", deposit(secretive, READABLE));
        assertThat(Call.patch(AUTHOR_TOKEN, "/DocumentReference/" + hidden.get("deleted").id(), DELETE).send().status()).isEqualTo(200);
        deposit(bare, READABLE);
        visible = deposit(secretive, READABLE);
        Records.Opened elsewhere = SERVER.records().authorised(SERVER.records().adult(), AUTHOR_TOKEN, AUTHOR);
        hidden.put("of another record", deposit(elsewhere, READABLE));
    }

    /** @return a record that author and nurse may use */
    static Records.Opened record() {
        return SERVER.records().authorised(SERVER.records().authorised(SERVER.records().adult(), AUTHOR_TOKEN, AUTHOR), NURSE_TOKEN, NURSE);
    }

    /** @return a document that the author deposited; alike to the letter save for its identifier */
    static Document deposit(Records.Opened record, String type, String... labels) {
        DocumentReference document = Documents.simplified(record, type, labels);
        document.getContentFirstRep().getAttachment().setData(new byte[] {'a', 'b', 'c'});
        return deposit(record, document);
    }

    /** @return this document, deposited by the author */
    static Document deposit(Records.Opened record, DocumentReference document) {
        Reply created = SERVER.api().post(AUTHOR_TOKEN, "/DocumentReference", document);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String reference = "DocumentReference/" + created.createdId();
        List<BundleEntryComponent> lists = SERVER.api().get(AUTHOR_TOKEN, "/List?_count=200&patient=" + record.id()).bundle().getEntry();
        String list = lists.stream().map(entry -> (ListResource) entry.getResource())
                .filter(candidate -> candidate.getEntry().stream().anyMatch(item -> reference.equals(item.getItem().getReference())))
                .map(candidate -> candidate.getIdElement().getIdPart()).findFirst().orElseThrow();
        String content = created.as(DocumentReference.class).getContentFirstRep().getAttachment().getUrl().replace("Binary/", "");
        return new Document(created.createdId(), content, list, document.getMasterIdentifier().getValue());
    }

    /** @return the reader's token for the record with the hidden documents */
    String token() {
        return reader.apply(secretive);
    }

    /** @return the record with the hidden documents */
    Records.Opened secretive() {
        return secretive;
    }

    /** @return a document that the reader sees */
    Document visible() {
        return visible;
    }

    /** @return what the reader may not see */
    List<Document> hidden() {
        return List.copyOf(hidden.values());
    }

    /** @return what he may not see in the record with the hidden documents */
    List<Document> hiddenHere() {
        List<Document> here = new ArrayList<>(hidden.values());
        here.remove(hidden.get("of another record"));
        return here;
    }

    /** @return the answer, the same for both records; {@code {patient}} in the path stands for the record */
    Reply alike(String path) {
        return alike((token, record) -> Call.get(token, path.replace("{patient}", record.id())));
    }

    /** @return the answer of the record with the hidden documents, asserted to be the same as that of the bare one */
    Reply alike(BiFunction<String, Records.Opened, Call> ask) {
        Reply here = ask.apply(reader.apply(secretive), secretive).send();
        Reply there = ask.apply(reader.apply(bare), bare).send();
        String path = ask.apply("", secretive).path();
        assertThat(named(here, secretive)).as(path).isEqualTo(named(there, bare));
        // An id that one asked for may come back in the self link.
        hidden.values().stream().flatMap(document -> Stream.of(document.id(), document.content(), document.list())).filter(id -> !path.contains(id))
                .forEach(id -> assertThat(here.text()).as(path).doesNotContain(id));
        return here;
    }

    /** Asks of every hidden document what is asked of none. */
    void asNone(int status, Function<Document, Call> ask) {
        hidden.forEach((what, document) -> {
            Document none = new Document(UUID.randomUUID().toString(), UUID.randomUUID().toString(), UUID.randomUUID().toString(), "urn:uuid:" + UUID.randomUUID());
            Reply answer = ask.apply(document).send();
            assertThat(answer.status()).as(what + " " + answer.text()).isEqualTo(status);
            assertThat(Seen.of(answer)).as(what).isEqualTo(Seen.of(ask.apply(none).send()));
        });
    }

    /** Status, headers and body with ids, INS and instants named in the order in which they appear. */
    private static String named(Reply reply, Records.Opened record) {
        String headers = reply.headers().map().entrySet().stream().filter(header -> !TELLING_NOTHING.contains(header.getKey().toLowerCase(Locale.ROOT))).map(Object::toString)
                .sorted().toList().toString();
        Map<String, String> names = new LinkedHashMap<>();
        return VARIABLE.matcher(reply.status() + headers + reply.text().replace(record.id(), "RECORD"))
                .replaceAll(match -> match.group().contains("T") ? "INSTANT" : names.computeIfAbsent(match.group(), id -> "ID" + names.size()));
    }
}
