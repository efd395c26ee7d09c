package fr.carnet.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Tokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ACCESS-RULES 2: a professional with several exercices acts under one of them, never under the union of their rights. */
class SituationTest {

    private static final String DEPOSITOR = "810000000011";
    private static final String ID = "810000000705";

    private final TestServer server = TestServer.instance();
    private final String depositor = server.tokens().doctor(DEPOSITOR);
    private final Map<String, Object> doctor = Tokens.exercise("10", "SM54", null);
    private final Map<String, Object> optician = Tokens.exercise("28", null, null);

    @Test
    @DisplayName("ACCESS-RULES 2: situation_exercice picks one exercice, and its column of the matrix alone")
    void oneAtATime() {
        Records.Opened record = server.records().adult();
        server.records().authorised(record, depositor, DEPOSITOR);
        server.records().authorised(record, server.tokens().doctor(ID), ID);
        Reply created = server.api().post(depositor, "/DocumentReference", Documents.simplified(record, "11488-4"));
        assertThat(created.status()).as(created.text()).isEqualTo(201);

        assertThat(found(record, "10C")).containsExactly(created.createdId());
        assertThat(found(record, "28C")).isEmpty();
        String asOptician = token(List.of(doctor, optician), "28C");
        assertThat(Call.get(asOptician, "/DocumentReference/" + created.createdId()).send().status()).isEqualTo(404);
    }

    @ParameterizedTest(name = "situation {0}")
    @ValueSource(strings = {"60C", "10", "C", "10c", "10C,28C", " "})
    @DisplayName("ACCESS-RULES 2: a situation that the professional does not have is refused")
    void unknownSituation(String situation) {
        assertRefused(token(List.of(doctor, optician), situation));
    }

    @Test
    @DisplayName("ACCESS-RULES 2: unclear is refused: two exercices without a choice, two under one key, none")
    void unclear() {
        assertRefused(token(List.of(doctor, optician), null));
        assertRefused(token(List.of(doctor, Tokens.exercise("10", "SM26", null)), "10C"));
        assertRefused(token(List.of(), null));
        assertRefused(token(List.of(Map.of("codeCategorieProfessionnelle", "C")), null));
        assertRefused(server.tokens().sign("pro-sante-connect", Map.of("sub", "x", "SubjectNameID", ID)));
    }

    @Test
    @DisplayName("API 2: a professional's token without SubjectNameID says who nobody is")
    void nobody() {
        Map<String, Object> claims = Tokens.professionalClaims(ID, List.of(doctor));
        claims.remove("SubjectNameID");
        assertRefused(server.tokens().sign("pro-sante-connect", claims));
    }

    private List<String> found(Records.Opened record, String situation) {
        Reply reply = Call.get(token(List.of(doctor, optician), situation), "/DocumentReference?" + record.byIdentifier()).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.bundle().getTotal()).isEqualTo(reply.ids().size());
        return reply.ids();
    }

    private static void assertRefused(String token) {
        Refusals.assertWellFormed(Call.get(token, "/DocumentReference?patient=Patient/x").send(), 403, "refused");
    }

    private String token(List<Map<String, Object>> exercises, String situation) {
        Map<String, Object> claims = Tokens.professionalClaims(ID, exercises);
        if (situation != null) {
            claims.put("situation_exercice", situation);
        }
        return server.tokens().sign("pro-sante-connect", claims);
    }
}
