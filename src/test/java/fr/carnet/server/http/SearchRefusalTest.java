package fr.carnet.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Wire;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API 4, 5 and 7: a search asks for exactly one patient and for what is on offer; anything else is 400, never ignored. */
class SearchRefusalTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Refusals REFUSALS = new Refusals();
    private static final String ID = "810000000904";
    private static final String DOCTOR = SERVER.tokens().doctor(ID);
    private static final Records.Opened A = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID);
    private static final Records.Opened B = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID);

    @ParameterizedTest(name = "{0}: {2}")
    @CsvFileSource(resources = "/spec/searches-refused.csv", numLinesToSkip = 1)
    void refused(String what, String query, int status, String issue) {
        Call call = Call.get(DOCTOR, "/" + filled(query));
        REFUSALS.expect(call, status, issue == null ? call.send().issue() : issue);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvFileSource(resources = "/spec/searches-refused.csv", numLinesToSkip = 1)
    @DisplayName("FHIR search by POST: what a URL may not ask for, a form may not either")
    void refusedAsForm(String what, String query, int status, String issue) {
        String[] parts = filled(query).split("\\?", 2);
        Call call = Call.post(DOCTOR, (parts[0].isEmpty() ? "" : "/" + parts[0]) + "/_search", "application/x-www-form-urlencoded", parts.length == 1 ? "" : parts[1]);
        int expected = parts[0].isEmpty() ? 405 : status;
        assertThat(call.send().status()).as(call.send().text()).isEqualTo(expected);
    }

    @Test
    @DisplayName("API 3: Prefer handling=lenient asks for unknown parameters to be ignored: they are refused all the same")
    void lenient() {
        for (String handling : new String[] {"handling=lenient", "handling=strict", "return=minimal"}) {
            REFUSALS.expect(Call.get(DOCTOR, "/DocumentReference?patient=" + A.id() + "&_foo=1").with("Prefer", handling), 400, "unknown-parameter");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fhir/DocumentReference?patient=%ZZ", "/fhir/DocumentReference?patient=%", "/fhir/DocumentReference?patient={id}&status=current%",
        "/fhir/DocumentReference?patient={id}&%ZZ=1", "/fhir/DocumentReference?patient={id}&=1", "/fhir/DocumentReference?patient={id}&&&_foo",
        "/fhir/DocumentReference?patient={id}&type=<>\"", "/fhir/DocumentReference?patient={id} x"})
    @DisplayName("API 7: an address that cannot be decoded is 400, by hand as well")
    void undecodable(String target) {
        Reply reply = Wire.send("GET " + target.replace("{id}", A.id()), List.of("Authorization: Bearer " + DOCTOR), Wire.Body.NONE);
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        REFUSALS.assertHealthy();
    }

    @Test
    @DisplayName("API 3: a raw bar between system and value is accepted")
    void rawBar() {
        Reply reply = Wire.send("GET /fhir/DocumentReference?patient.identifier=" + Records.INS + "|" + A.ins(), List.of("Authorization: Bearer " + DOCTOR), Wire.Body.NONE);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private static String filled(String query) {
        return query.replace("{a}", A.id()).replace("{b}", B.id()).replace("{insa}", Records.INS + "%7C" + A.ins()).replace("{insb}", Records.INS + "%7C" + B.ins())
                .replace("{insvalue}", A.ins()).replace("{long}", "a".repeat(2_000));
    }
}
