package fr.carnet.server.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Tokens;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.ListResource;

/**
 * A record with documents in one submission set, and the professionals who may read it.
 *
 * @param record   the record
 * @param holder   its holder's token
 * @param items    its documents
 * @param list     their submission set
 * @param consents authorisations: one for each reader, or one for the care team that they are
 * @param link     link to the second page of a search, obtained while they might see it
 */
record Shelf(Records.Opened record, String holder, List<Item> items, String list, List<Consent> consents, String link) {

    private static final TestServer SERVER = TestServer.instance();
    private static final String AUTHOR_TOKEN = SERVER.tokens().doctor("810000003015");
    private static final String TEAM = "1990000609";
    private static final long FIRST_READER = 810000003100L;

    /** The token of each reader, for as long as the clock stands still. */
    private static final List<String> READERS = List.of(reader(0), reader(1), reader(2), reader(3), reader(4), reader(5), reader(6), reader(7));

    /**
     * @param id      id of the DocumentReference
     * @param content id of its Binary
     */
    record Item(String id, String content) {
    }

    /** @return how many readers there are */
    static int readers() {
        return READERS.size();
    }

    /** @return identifier of a reader */
    static String readerId(int reader) {
        return Long.toString(FIRST_READER + reader);
    }

    /** @return token of a reader, or of the holder for a negative number */
    String token(int reader) {
        return reader < 0 ? holder : READERS.get(reader);
    }

    /**
     * A new record whose documents every reader may see.
     *
     * @param each whether each reader has an authorisation of his own; else their care team has one
     */
    static Shelf filled(int documents, boolean each) {
        Records.Opened record = SERVER.records().adult();
        String holder = SERVER.tokens().holder(record.id());
        List<String> ids = deposited(record, documents);
        List<Item> items = IntStream.range(0, documents).mapToObj(i -> new Item(ids.get(1 + 2 * i), ids.get(2 + 2 * i))).toList();
        List<Consent> consents = each ? IntStream.range(0, readers()).mapToObj(reader -> given(record, holder, ActorId.professional(readerId(reader)))).toList()
                : List.of(given(record, holder, ActorId.structure(TEAM)));
        Bundle page = SERVER.api().get(READERS.get(0), "/DocumentReference?_count=" + (documents + 1) / 2 + "&patient=" + record.id()).bundle();
        assertThat(page.getTotal()).isEqualTo(documents);
        return new Shelf(record, holder, items, ids.get(0), consents, page.getLink("next").getUrl());
    }

    private static List<String> deposited(Records.Opened record, int documents) {
        Bundle submission = Documents.submission(record, "11488-4", new byte[] {'a'});
        ListResource set = (ListResource) submission.getEntryFirstRep().getResource();
        set.addExtension(Canonical.EXPLICIT_CONSENT, new BooleanType(true));
        for (int i = 1; i < documents; i++) {
            List<BundleEntryComponent> more = Documents.submission(record, "11488-4", new byte[] {'a'}).getEntry();
            set.addEntry().getItem().setReference(more.get(1).getFullUrl());
            submission.addEntry(more.get(1)).addEntry(more.get(2));
        }
        Reply stored = SERVER.api().post(AUTHOR_TOKEN, "/", submission);
        assertThat(stored.status()).as(stored.text()).isEqualTo(200);
        return stored.bundle().getEntry().stream().map(entry -> entry.getResponse().getLocation().split("/")[1]).toList();
    }

    private static Consent given(Records.Opened record, String holder, ActorId actor) {
        Consent asked = Records.consent(record, "acces-professionnel", ConsentProvisionType.PERMIT, actor.value());
        asked.getProvision().getActorFirstRep().getReference().getIdentifier().setSystem(actor.system());
        Reply given = SERVER.api().post(holder, "/Consent", asked);
        assertThat(given.status()).as(given.text()).isEqualTo(201);
        Consent consent = given.as(Consent.class);
        consent.setId(given.createdId());
        return consent;
    }

    private static String reader(int number) {
        Map<String, Object> claims = Tokens.professionalClaims(readerId(number), List.of(Tokens.exercise("60", null, null)));
        claims.put("SubjectOrganizationID", TEAM);
        return SERVER.tokens().sign("pro-sante-connect", claims);
    }
}
