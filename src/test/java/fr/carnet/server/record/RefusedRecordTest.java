package fr.carnet.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Tokens;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** ACCESS-RULES 7, API 7: a record that the caller may not use answers like one that does not exist. A closed one will join once records can be closed. */
class RefusedRecordTest {

    private static final String BLOCKED = "810000000814";

    private final TestServer server = TestServer.instance();
    private final Tokens tokens = server.tokens();
    private final Records.Opened unknown = new Records.Opened(UUID.randomUUID().toString(), Records.nextIns());
    private final Records.Opened record = server.records().adult();

    @Test
    @DisplayName("Issue 2 point 6: a professional never declared as authorised sees what he would see of an unknown patient")
    void neverDeclared() {
        assertLikeUnknown(tokens.doctor("810000000806"), record, searches());
        assertLikeUnknown(tokens.doctor("810000000806"), record, deposits());
    }

    @Test
    @DisplayName("ACCESS-RULES 4.2: so does a blocked one, who was authorised before")
    void blocked() {
        String doctor = tokens.doctor(BLOCKED);
        server.records().authorised(record, doctor, BLOCKED);
        Reply block = server.api().post(tokens.holder(record.id()), "/Consent", Records.consent(record, "blocage", ConsentProvisionType.DENY, BLOCKED));
        assertThat(block.status()).as(block.text()).isEqualTo(201);
        assertLikeUnknown(doctor, record, searches());
    }

    @Test
    @DisplayName("ACCESS-RULES 4.3: so does one whose authorisation has expired")
    void expired() {
        server.records().authorised(record, tokens.doctor("810000000822"), "810000000822");
        try (TestClock.Moved moved = server.clock().moved(Duration.ofDays(367))) {
            assertLikeUnknown(tokens.doctor("810000000822"), record, searches());
        }
    }

    @Test
    @DisplayName("ACCESS-RULES 4.4: so does one whose profession the matrix does not know, authorised or not")
    void unknownProfession() {
        String juggler = tokens.professional("810000000830", "ZZ", null, null);
        Reply authorised = server.api().post(tokens.holder(record.id()), "/Consent", Records.consent(record, "acces-professionnel", ConsentProvisionType.PERMIT, "810000000830"));
        assertThat(authorised.status()).as(authorised.text()).isEqualTo(201);
        assertLikeUnknown(juggler, record, List.of(target -> Call.get(juggler, "/DocumentReference?" + target.byIdentifier()),
                target -> Call.get(juggler, "/Patient?" + target.byIdentifier().replace("patient.", ""))));
    }

    @Test
    @DisplayName("ACCESS-RULES 5: so do the holder of another record, a minor with a token of his own, and a structure that deposited nothing")
    void notTheirs() {
        Function<Records.Opened, Call> identity = target -> Call.get(null, "/Patient?" + target.byIdentifier().replace("patient.", ""));
        assertLikeUnknown(tokens.holder(server.records().adult().id()), record, searches());
        assertLikeUnknown(tokens.holder(server.records().adult().id()), record, List.of(identity));
        Records.Opened minor = server.records().open(LocalDate.of(2015, 1, 1));
        assertLikeUnknown(tokens.holder(minor.id()), minor, searches());
        String structure = tokens.structure("1990000018");
        assertLikeUnknown(structure, record, List.of(target -> Call.get(structure, "/DocumentReference?" + target.byIdentifier()),
                target -> Call.get(structure, "/List?patient=" + target.id()), identity));
    }

    @Test
    @DisplayName("API 3: an access mode that does not exist, or that the caller does not have, is refused in the same words")
    void modes() {
        String doctor = tokens.doctor("810000000848");
        server.records().authorised(record, doctor, "810000000848");
        Call search = Call.get(doctor, "/DocumentReference?" + record.byIdentifier());
        assertThat(search.with("Mode-Acces", "normal").send().status()).isEqualTo(200);
        Seen refused = Seen.of(Call.get(doctor, "/DocumentReference?" + unknown.byIdentifier()).send());
        for (String mode : new String[] {"bris_de_glace", "centre_15", "NORMAL", "", "x", "normal,centre_15"}) {
            assertThat(Seen.of(search.with("Mode-Acces", mode).send())).as(mode).isEqualTo(refused);
        }
    }

    private void assertLikeUnknown(String token, Records.Opened refusedRecord, List<Function<Records.Opened, Call>> requests) {
        for (Function<Records.Opened, Call> request : requests) {
            Call call = request.apply(refusedRecord);
            Reply refused = server.api().send(call.method(), token, call.path(), call.body(), call.headers());
            Refusals.assertWellFormed(refused, 403, "refused");
            Call same = request.apply(unknown);
            assertThat(Seen.of(refused)).as(call.path()).isEqualTo(Seen.of(server.api().send(same.method(), token, same.path(), same.body(), same.headers())));
        }
    }

    private static List<Function<Records.Opened, Call>> searches() {
        return List.of(
                target -> Call.get(null, "/DocumentReference?" + target.byIdentifier()),
                target -> Call.get(null, "/DocumentReference?patient=" + target.id()),
                target -> Call.get(null, "/DocumentReference?patient=Patient/" + target.id() + "&_summary=count"),
                target -> Call.get(null, "/DocumentReference?patient:identifier=" + target.byIdentifier().substring("patient.identifier=".length())),
                target -> Call.post(null, "/DocumentReference/_search", "application/x-www-form-urlencoded", target.byIdentifier()),
                target -> Call.get(null, "/List?" + target.byIdentifier()),
                target -> Call.get(null, "/Consent?" + target.byIdentifier()),
                target -> Call.get(null, "/AuditEvent?" + target.byIdentifier()),
                target -> Call.get(null, "/Patient?_id=" + target.id()));
    }

    private static List<Function<Records.Opened, Call>> deposits() {
        return List.of(
                target -> Call.post(null, "/DocumentReference", Documents.simplified(target, "11488-4")),
                target -> Call.post(null, "/", Documents.submission(target, "11488-4", new byte[] {'a'})));
    }
}
