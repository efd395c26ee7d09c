package fr.carnet.server.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.RecordState;
import fr.carnet.server.revocation.Shelf.Item;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;

/**
 * Something taken back, and acknowledged.
 *
 * @param kind         what
 * @param shelf        where
 * @param reader       from whom; a reader of the shelf for whom it is tried where it concerns everybody
 * @param item         which document; any of the shelf where it concerns all
 * @param acknowledged {@link System#nanoTime} after the answer
 * @param undone       before it was given back; {@link Long#MAX_VALUE} when it never was
 */
record Revocation(Kind kind, Shelf shelf, int reader, Item item, long acknowledged, long undone) {

    private static final String MASK = "[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]";
    private static final TestServer SERVER = TestServer.instance();

    /** The four ways of taking back. */
    enum Kind {
        /** The holder masks a document. */
        MASK,
        /** The holder blocks a professional. */
        BLOCK,
        /** An authorisation is ended. */
        WITHDRAWAL,
        /** The record is closed. */
        CLOSURE
    }

    /** Makes one, and returns once it is acknowledged. */
    static Revocation made(Kind kind, Shelf shelf, int reader, Item item) {
        switch (kind) {
            case MASK -> acknowledged(SERVER.api().patch(shelf.holder(), "/DocumentReference/" + item.id(), MASK), 200);
            case BLOCK -> acknowledged(SERVER.api().post(shelf.holder(), "/Consent", Records.consent(shelf.record(), "blocage", ConsentProvisionType.DENY,
                    Shelf.readerId(reader))), 201);
            case WITHDRAWAL -> {
                Consent ended = shelf.consents().get(reader).copy().setStatus(Consent.ConsentState.INACTIVE);
                acknowledged(SERVER.api().put(shelf.holder(), "/Consent/" + ended.getIdElement().getIdPart(), ended), 200);
            }
            case CLOSURE -> SERVER.records().inState(shelf.record(), RecordState.CLOSED);
        }
        return new Revocation(kind, shelf, reader, item, System.nanoTime(), Long.MAX_VALUE);
    }

    /** Opens the record again. */
    Revocation reopened() {
        long before = System.nanoTime();
        SERVER.records().inState(shelf.record(), RecordState.OPEN);
        return new Revocation(kind, shelf, reader, item, acknowledged, before);
    }

    /** @return whether this look came after, and must not show that document because of this */
    boolean forbids(Look look, Item sought) {
        boolean concerns = switch (kind) {
            case MASK -> item.equals(sought) && look.reader() >= 0 && look.way() != Look.Way.HISTORY;
            case BLOCK, WITHDRAWAL -> reader == look.reader();
            case CLOSURE -> true;
        };
        return concerns && shelf == look.shelf() && look.start() > acknowledged && look.end() < undone;
    }

    private static void acknowledged(Reply reply, int status) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    }
}
