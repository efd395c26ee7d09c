package fr.carnet.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.List;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API 5, $explain-access: the engine's own reasons, in codes and words; and what it explains is what a search then does. */
class ExplainAccessTest {

    private static final String NURSE = "810000000044";

    private final TestServer server = TestServer.instance();
    private final String nurse = server.tokens().professional(NURSE, "60", null, null);
    private Records.Opened record;
    private String holder;

    @BeforeEach
    void aRecord() {
        record = server.records().adult();
        holder = server.tokens().holder(record.id());
    }

    @Test
    @DisplayName("The holder is told which rule refuses or allows a professional, type by type and mode by mode")
    void holderAsks() {
        assertThat(explained(holder, "type=11488-4")).isEqualTo("false S4.3 not-authorised");
        server.records().authorised(record, nurse, NURSE);
        assertThat(explained(holder, "type=11488-4")).startsWith("true").contains("S4.3 authorised").contains("S4.4 column 60|69");
        assertThat(explained(holder, "type=57833-6")).isEqualTo("false S4.4 type-not-in-column");
        assertThat(explained(holder, "type=99999-9")).isEqualTo("false S4.4 type-unknown");
        assertThat(explained(holder, "type=Immunization")).startsWith("true");
        assertThat(explained(holder, "type=Condition")).isEqualTo("false S4.4 type-not-served");
        assertThat(explained(holder, "type=11488-4&mode=bris_de_glace")).isEqualTo("false S4.3 no-emergency-session");
        assertThat(explained(holder, "type=11488-4&mode=centre_15", "810000000055", "10")).startsWith("true").contains("S4.3 centre_15");
        assertThat(explained(holder, "type=11488-4&mode=centre_15")).as("a regulator is a doctor").isEqualTo("false S4.3 not-a-regulator");
        server.api().post(holder, "/Consent", Records.consent(record, "blocage", ConsentProvisionType.DENY, NURSE));
        assertThat(explained(holder, "type=11488-4")).contains("S4.2 blocked").startsWith("false");
    }

    @Test
    @DisplayName("What is explained is what happens: over every type, allowed means found")
    void explainedIsDone() {
        String doctor = server.tokens().doctor("810000000011");
        server.records().authorised(server.records().authorised(record, nurse, NURSE), doctor, "810000000011");
        for (String type : List.of("11488-4", "57833-6", "47420-5", "34112-3", "11502-2", "18748-4", "60591-5")) {
            String id = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, type)).createdId();
            boolean found = server.api().get(nurse, "/DocumentReference/" + id).status() == 200;
            assertThat(explained(holder, "type=" + type).startsWith("true")).as(type).isEqualTo(found);
        }
    }

    @Test
    @DisplayName("A professional is told about himself while he has access; without it he gets the constant refusal, and about others always")
    void professionalAsks() {
        String path = "/Patient/" + record.id() + "/$explain-access?type=11488-4";
        Refusals.assertWellFormed(server.api().get(nurse, path), 403, "refused");
        Refusals.assertWellFormed(server.api().get(nurse, "/Patient/00000000-0000-4000-8000-000000000000/$explain-access?type=11488-4"), 403, "refused");
        server.records().authorised(record, nurse, NURSE);
        assertThat(words(server.api().get(nurse, path))).startsWith("true");
        assertThat(words(server.api().get(nurse, path + "&professional=" + NURSE))).startsWith("true");
        Refusals.assertWellFormed(server.api().get(nurse, path + "&professional=810000000055"), 403, "refused");
    }

    @Test
    @DisplayName("In words, French unless English is asked for")
    void languages() {
        Call call = Call.get(holder, "/Patient/" + record.id() + "/$explain-access?type=11488-4&professional=" + NURSE + "&profession=60");
        assertThat(call.send().text()).contains("Aucune autorisation valide");
        assertThat(call.with("Accept-Language", "en").send().text()).contains("No valid authorisation");
    }

    @Test
    @DisplayName("S7 nothing in it depends on what the record holds: deposits that the holder does not see leave no sign")
    void noOracle() {
        String doctor = server.tokens().doctor("810000000011");
        String before = explained(holder, "type=11488-4", "810000000011", "10");
        server.records().authorised(record, doctor, "810000000011");
        String authorised = explained(holder, "type=11488-4", "810000000011", "10");
        server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4", "INVISIBLE_PATIENT"));
        assertThat(explained(holder, "type=11488-4", "810000000011", "10")).isEqualTo(authorised).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "type=11488-4", "professional=810000000044&profession=60", "type=11488-4&professional=810000000044", "type=a b&professional=1&profession=60",
        "type=11488-4&professional=810000000044&profession=60&mode=partout", "type=11488-4&type=11502-2&professional=810000000044&profession=60"})
    @DisplayName("What is missing or unreadable is 400 and says what to give")
    void badInput(String query) {
        Reply reply = server.api().get(holder, "/Patient/" + record.id() + "/$explain-access?" + query.replace(" ", "%20"));
        Refusals.assertWellFormed(reply, 400, "unknown-parameter");
    }

    private String explained(String token, String query) {
        return explained(token, query, NURSE, "60");
    }

    private String explained(String token, String query, String professional, String profession) {
        return words(server.api().get(token, "/Patient/" + record.id() + "/$explain-access?professional=" + professional + "&profession=" + profession + "&" + query));
    }

    private static String words(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        Parameters answer = reply.as(Parameters.class);
        StringBuilder words = new StringBuilder(answer.getParameter("allowed").getValue().primitiveValue());
        answer.getParameter().stream().filter(parameter -> "reason".equals(parameter.getName())).forEach(reason ->
                words.append(' ').append(reason.getPart().get(0).getValue().primitiveValue()).append(' ').append(reason.getPart().get(1).getValue().primitiveValue()));
        return words.toString();
    }
}
