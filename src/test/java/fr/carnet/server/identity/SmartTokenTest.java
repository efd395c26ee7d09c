package fr.carnet.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestIssuers;
import fr.carnet.server.support.TestServer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** API 2: a smart token that does not plainly say whose it is gets 403 on everything, in one constant body. */
class SmartTokenTest {

    private final TestServer server = TestServer.instance();
    private final Records.Opened record = server.records().adult();
    private final Records.Opened other = server.records().adult();
    private final String holder = server.tokens().holder(record.id());
    private final String document = server.api().post(holder, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();

    @Test
    @DisplayName("The document that these tokens may not reach is there for its holder")
    void reachable() {
        assertThat(Call.get(holder, "/DocumentReference/" + document).send().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("API 2: patient missing or unreadable")
    void patient() {
        assertRefusedEverywhere(bent("patient", null));
        assertRefusedEverywhere(bent("patient", ""));
        assertRefusedEverywhere(bent("patient", "Patient/" + record.id()));
        assertRefusedEverywhere(bent("patient", List.of(record.id(), other.id())));
    }

    @Test
    @DisplayName("API 2: fhirUser missing, of another patient, or nobody of the patient's side")
    void fhirUser() {
        assertRefusedEverywhere(bent("fhirUser", null));
        assertRefusedEverywhere(bent("fhirUser", "Patient/" + other.id()));
        assertRefusedEverywhere(bent("fhirUser", "https://carnet.test/fhir/Patient/" + other.id()));
        assertRefusedEverywhere(bent("fhirUser", "Practitioner/" + record.id()));
        assertRefusedEverywhere(bent("fhirUser", record.id()));
    }

    @Test
    @DisplayName("S6: a client that is not the holder's own application is a third-party app; unlisted it may do nothing, whatever purpose it names")
    void thirdParty() {
        assertRefusedEverywhere(bent("client_id", null));
        for (String client : List.of("application-tierce", TestIssuers.FIRST_PARTY.toUpperCase(Locale.ROOT))) {
            String app = bent("client_id", client);
            Call search = Call.get(app, "/DocumentReference?patient=" + record.id());
            Refusals.assertWellFormed(search.send(), 400, "purpose-required");
            Refusals.assertWellFormed(search.with("Code-Finalite", "SUIVI").send(), 403, "refused");
            Refusals.assertWellFormed(Call.get(app, "/DocumentReference/" + document).with("Code-Finalite", "SUIVI").send(), 404, "not-found");
            Refusals.assertWellFormed(Call.post(app, "/DocumentReference", Documents.simplified(record, "11488-4")).with("Code-Finalite", "SUIVI").send(), 403, "refused");
            Refusals.assertWellFormed(Call.get(app, "/Consent?patient=" + record.id()).with("Code-Finalite", "SUIVI").send(), 403, "refused");
        }
    }

    @Test
    @DisplayName("ACCESS-RULES 5: a representative without a delegation is nobody to this record")
    void noDelegation() {
        String stranger = bent("fhirUser", "RelatedPerson/" + other.id());
        Refusals.assertWellFormed(Call.get(stranger, "/DocumentReference?patient=" + record.id()).send(), 403, "refused");
        Refusals.assertWellFormed(Call.get(stranger, "/DocumentReference/" + document).send(), 404, "not-found");
    }

    private void assertRefusedEverywhere(String token) {
        Set<Seen> answers = new HashSet<>();
        for (Call call : List.of(
                Call.get(token, "/DocumentReference?patient=" + record.id()),
                Call.get(token, "/DocumentReference/" + document),
                Call.get(token, "/Patient/" + record.id()),
                Call.get(token, "/Patient?" + record.byIdentifier().replace("patient.", "")),
                Call.get(token, "/List?patient=" + record.id()),
                Call.get(token, "/AuditEvent?patient=" + record.id()),
                Call.get(token, "/Consent?patient=" + record.id()),
                Call.get(token, "/Binary/" + document),
                Call.post(token, "/DocumentReference", Documents.simplified(record, "11488-4")),
                Call.post(token, "/", Documents.submission(record, "11488-4", new byte[] {'a'})),
                Call.post(token, "/Consent", Records.consent(record, "blocage", ConsentProvisionType.DENY, "810000000011")),
                Call.patch(token, "/DocumentReference/" + document, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]"))) {
            answers.add(Seen.of(call.send()));
        }
        assertThat(answers).singleElement().satisfies(answer -> assertThat(answer.status()).isEqualTo(403));
    }

    private String bent(String claim, Object value) {
        Map<String, Object> claims = new HashMap<>(Map.of("sub", "s", "client_id", TestIssuers.FIRST_PARTY, "patient", record.id(),
                "fhirUser", "Patient/" + record.id(), "scope", "patient/*.cruds"));
        claims.remove(claim);
        if (value != null) {
            claims.put(claim, value);
        }
        return server.tokens().sign("smart", claims);
    }
}
