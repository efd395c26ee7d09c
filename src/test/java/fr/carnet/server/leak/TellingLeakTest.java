package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Wire;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Leaks 49 to 53: what ids, words, time, the history and the other addresses of the server would tell. */
class TellingLeakTest {

    private static final List<Twins> READERS = List.of(Twins.OF_A_NURSE, Twins.OF_A_HOLDER);

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("Leak 49: ids are random: they neither count nor follow each other, and the database's own numbers find nothing")
    void leak49_guessableIds() {
        List<String> ids = IntStream.range(0, 3).mapToObj(i -> Twins.deposit(Twins.OF_A_NURSE.secretive(), Twins.READABLE, "MASQUE_PS"))
                .flatMap(document -> List.of(document.id(), document.content(), document.list()).stream()).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> UUID.fromString(id).version() == 4);
        assertThat(server.bean(JpaStorageSettings.class).getResourceServerIdStrategy()).isEqualTo(JpaStorageSettings.IdStrategyEnum.UUID);
        long number = server.database().sql("select res_id from hfj_resource where fhir_id = ?").param(Twins.OF_A_NURSE.visible().id()).query(Long.class).single();
        for (Twins reader : READERS) {
            Seen none = Seen.of(Call.get(reader.token(), "/DocumentReference/" + UUID.randomUUID()).send());
            for (long guess = number - 3; guess <= number + 3; guess++) {
                assertThat(Seen.of(Call.get(reader.token(), "/DocumentReference/" + guess).send())).isEqualTo(none);
                assertThat(reader.alike("/DocumentReference?patient={patient}&_id=" + guess).bundle().getTotal()).isZero();
            }
        }
    }

    @Test
    @DisplayName("Leak 50: an error has a code and a request id, and no word of SQL, classes, versions, parameters of the engine or time taken")
    void leak50_errorTexts() {
        Twins reader = Twins.OF_A_NURSE;
        DocumentReference twice = Documents.simplified(reader.secretive(), Twins.READABLE);
        assertThat(Call.post(reader.token(), "/DocumentReference", twice).send().status()).isEqualTo(201);
        List<Call> failing = List.of(Call.get(reader.token(), "/DocumentReference?patient=" + reader.secretive().id() + "&foo=1"),
                Call.get(reader.token(), "/DocumentReference?patient=" + reader.secretive().id() + "&date=x"), Call.get(reader.token(), "/DocumentReference?patient='%22;--"),
                Call.get(reader.token(), "/DocumentReference/" + reader.hidden().get(0).id()), Call.get(reader.token(), "/Nothing/1"), Call.get(null, "/DocumentReference/1"),
                Call.get("x.y.z", "/DocumentReference/1"), Call.post(reader.token(), "/DocumentReference", "application/fhir+json", "{"), Call.post(reader.token(),
                        "/DocumentReference", twice),
                Call.post(reader.token(), "/DocumentReference", "text/plain", "x"), Call.bare("DELETE", reader.token(), "/DocumentReference/1"), Call.get(reader.token(), "/$x"),
                Call.patch(reader.token(), "/DocumentReference/" + reader.visible().id(), "[]").with("If-Match", "W/\"99\""));
        for (Call call : failing) {
            Reply reply = call.send();
            Refusals.assertWellFormed(reply, reply.status(), reply.issue());
            assertThat(reply.text()).doesNotContainPattern("(?i)took|\\bms\\b|hfj_|stack|8\\.8\\.");
            assertThat(reply.headers().map().keySet()).noneMatch(name -> List.of("x-powered-by", "server").contains(name));
        }
        assertThat(Call.get(reader.token(), "/DocumentReference?patient=" + reader.secretive().id()).send().headers().map().keySet()).doesNotContain("x-powered-by", "server");
    }

    @Test
    @DisplayName("Leak 51: hidden and absent cost the same: the very same statements, on every way to one resource, and no body is loaded")
    void leak51_timeTaken() {
        for (Twins reader : READERS) {
            List<Function<Twins.Document, Call>> ways = List.of(document -> Call.get(reader.token(), "/DocumentReference/" + document.id()),
                    document -> Call.get(reader.token(), "/List/" + document.list()), document -> Call.get(reader.token(), "/Binary/" + document.content()),
                    document -> Call.patch(reader.token(), "/DocumentReference/" + document.id(), Twins.MASK));
            Twins.Document none = new Twins.Document(UUID.randomUUID().toString(), UUID.randomUUID().toString(), UUID.randomUUID().toString(), "none");
            for (Function<Twins.Document, Call> way : ways) {
                List<String> absent = server.statements().during(() -> way.apply(none).send(), 404);
                assertThat(absent).hasSize(2).noneMatch(sql -> sql.toLowerCase(Locale.ROOT).contains("hfj_res_ver"));
                for (Twins.Document document : reader.hidden()) {
                    assertThat(server.statements().during(() -> way.apply(document).send(), 404)).isEqualTo(absent);
                }
            }
        }
    }

    @Test
    @DisplayName("Leak 52: the history of accesses names nothing hidden from its reader: no document, no List, no content, no line and no count")
    void leak52_historyOfAccesses() {
        Records.Opened bare = Twins.record();
        Records.Opened secretive = Twins.record();
        for (String label : List.of("INVISIBLE_PATIENT", "N")) {
            Twins.Document seen = Twins.deposit(secretive, Documents.simplified(secretive, Twins.READABLE, label));
            for (String path : List.of("/DocumentReference/" + seen.id(), "/List/" + seen.list(), "/Binary/" + seen.content())) {
                assertThat(Call.get(Twins.NURSE_TOKEN, path).send().status()).isEqualTo(200);
            }
            if ("INVISIBLE_PATIENT".equals(label)) {
                String holder = server.tokens().holder(secretive.id());
                for (String shape : List.of("", "&_count=1", "&_count=1&_offset=1", "&date=ge2026-11-20", "&_sort=date", "&_summary=count", "&agent=" + Twins.NURSE,
                        "&agent=" + Twins.AUTHOR, "&action=R", "&action=C", "&subtype=read", "&outcome=0", "&type=rest", "&entity=DocumentReference/" + seen.id(),
                        "&entity=List/" + seen.list(), "&entity=Binary/" + seen.content(), "&entity=" + seen.id())) {
                    Reply history = Call.get(holder, "/AuditEvent?patient=" + secretive.id() + shape).send();
                    Reply none = Call.get(server.tokens().holder(bare.id()), "/AuditEvent?patient=" + bare.id() + shape).send();
                    assertThat(history.bundle().getTotal()).isEqualTo(none.bundle().getTotal());
                    assertThat(history.ids()).hasSameSizeAs(none.ids());
                    assertThat(history.ids()).as(shape).hasSize(shape.startsWith("&entity") || shape.endsWith("count") ? 0 : none.ids().size());
                    String told = history.text().replaceAll("\"url\":\"[^\"]*\"", "");
                    assertThat(told).as(shape).doesNotContain(seen.id()).doesNotContain(seen.list()).doesNotContain(seen.content());
                }
            } else {
                assertThat(Call.get(server.tokens().holder(secretive.id()), "/AuditEvent?patient=" + secretive.id()).send().text()).contains(seen.id(), seen.list(),
                        seen.content());
            }
        }
        for (String more : List.of("entity.what=x", "entity:missing=true", "agent-name=x", "policy=x", "source=x", "_include=*", "_sort=recorded", "_sort=_id")) {
            Refusals.assertWellFormed(Twins.OF_A_HOLDER.alike("/AuditEvent?patient={patient}&" + more), 400, "unknown-parameter");
        }
        assertThat(Call.get(Twins.NURSE_TOKEN, "/AuditEvent?patient=" + secretive.id()).send().text()).as("a professional: his own acts").doesNotContain(Twins.AUTHOR + "\"");
        Refusals.assertWellFormed(Twins.OF_A_NURSE.alike("/Provenance?patient={patient}&target=DocumentReference/x"), 400, "unknown-parameter");
        assertThat(Twins.OF_A_NURSE.alike("/Provenance?patient={patient}").ids()).isEmpty();
    }

    @Test
    @DisplayName("Leak 53: no actuator, console, Swagger or test page stands on the clinical port, and public resources know nobody's record")
    void leak53_otherAddresses() {
        for (String path : List.of("/actuator", "/actuator/health", "/actuator/env", "/actuator/prometheus", "/actuator/heapdump", "/swagger-ui/", "/api-docs", "/v3/api-docs",
                "/v3/api-docs/swagger-config", "/swagger-ui.html", "/swagger-ui/index.html", "/tester", "/h2-console",
                "/env")) {
            Reply reply = Wire.send("GET " + path, List.of(), Wire.Body.NONE);
            assertThat(reply.status()).as(path + reply.text()).isBetween(400, 499);
            assertThat(reply.text()).doesNotContainPattern("(?i)exception|trace|\"status\":\"UP\"");
        }
        for (String path : List.of("/api-docs", "/swagger-ui/", "/metadata", "/CodeSystem?_count=200", "/ValueSet?_count=200", "/SearchParameter?_count=200", "/StructureDefinition?_count=200", "/CodeSystem/$lookup",
                "/ValueSet/$expand")) {
            String before = Call.get(null, path).send().text();
            Twins.OF_A_NURSE.hidden().forEach(document -> assertThat(before).doesNotContain(document.id()));
            assertThat(before).doesNotContain(Twins.OF_A_NURSE.secretive().id()).doesNotContain(Twins.OF_A_NURSE.secretive().ins());
        }
    }
}
