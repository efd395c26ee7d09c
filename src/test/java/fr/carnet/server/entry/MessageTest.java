package fr.carnet.server.entry;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import org.hl7.fhir.r4.model.Communication;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S5 and API 4, messages: the professional writes first, the holder answers, the parties and the holder read. */
class MessageTest {

    private static final String DOCTOR = "810000000011";
    private static final String COLLEAGUE = "810000000022";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private final String colleague = server.tokens().doctor(COLLEAGUE);
    private final Records.Opened record = server.records().authorised(server.records().authorised(server.records().adult(), doctor, DOCTOR), colleague, COLLEAGUE);
    private final String holder = server.tokens().holder(record.id());

    @Test
    @DisplayName("The holder does not write first, and answers whoever wrote to him")
    void answer() {
        Refusals.assertWellFormed(server.api().post(holder, "/Communication", to(DOCTOR)), 422, "business-rule");
        String first = server.api().post(doctor, "/Communication", EntrySamples.message(record.id())).createdId();
        Refusals.assertWellFormed(server.api().post(holder, "/Communication", to(COLLEAGUE)), 422, "business-rule");
        Reply answer = server.api().post(holder, "/Communication", to(DOCTOR));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(server.api().get(doctor, "/Communication?patient=" + record.id() + "&_sort=_lastUpdated").ids()).containsExactly(first, answer.createdId());
        assertThat(server.api().get(holder, "/Communication?patient=" + record.id()).ids()).containsExactlyInAnyOrder(first, answer.createdId());
    }

    @Test
    @DisplayName("Another professional of the same patient is no party: he finds nothing and reads nothing")
    void noParty() {
        String first = server.api().post(doctor, "/Communication", EntrySamples.message(record.id())).createdId();
        Reply found = server.api().get(colleague, "/Communication?patient=" + record.id());
        assertThat(found.ids()).isEmpty();
        Refusals.assertWellFormed(server.api().get(colleague, "/Communication/" + first), 404, "not-found");
    }

    @Test
    @DisplayName("S7 the sender is the token's, whatever the body says")
    void sender() {
        Communication forged = EntrySamples.message(record.id());
        forged.getSender().getIdentifier().setSystem("urn:oid:1.2.250.1.71.4.2.1").setValue(COLLEAGUE);
        Communication stored = server.api().post(doctor, "/Communication", forged).as(Communication.class);
        assertThat(stored.getSender().getIdentifier().getValue()).isEqualTo(DOCTOR);
    }

    private Communication to(String professional) {
        Communication message = EntrySamples.message(record.id());
        message.addRecipient().getIdentifier().setSystem("urn:oid:1.2.250.1.71.4.2.1").setValue(professional);
        return message;
    }
}
