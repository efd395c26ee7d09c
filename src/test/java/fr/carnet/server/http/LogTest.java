package fr.carnet.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.CapturedLog;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Tokens;
import fr.carnet.server.support.Wire;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Issue 2: the log carries request ids and nobody: no INS, no name, no token, no text of a document, whatever is asked and however it fails. */
class LogTest {

    private static final String ID = "810000001308";
    private static final String JSON = "application/fhir+json";

    private final TestServer server = TestServer.instance();
    private final Map<String, String> canaries = Map.of("family", "CANARIFAMILLE", "given", "Canariprenom", "professional", "CANARIDOCTEUR", "document", "canaritexte",
            "title", "canarititre", "identifier", "urn:canari:" + UUID.randomUUID());
    private final List<String> secrets = new ArrayList<>(canaries.values());
    private final String doctor = secret(doctor());
    private final String ins = secret(Records.nextIns());
    private final String badIns = secret("279999999999901");
    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    @DisplayName("Requests that succeed")
    void good() {
        Records.Opened record = opened();
        Reply created = Call.post(doctor, "/DocumentReference", document(record)).with("X-Request-Id", "journal-bon-1").send();
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String content = "/" + created.as(DocumentReference.class).getContentFirstRep().getAttachment().getUrl();
        assertThat(Call.get(doctor, content).with("Accept", "text/plain").send().text()).contains(canaries.get("document"));
        assertThat(Call.get(doctor, "/DocumentReference?" + record.byIdentifier() + "&description=" + canaries.get("title")).send().status()).isEqualTo(200);
        assertThat(Call.get(doctor, "/Patient?" + record.byIdentifier().replace("patient.", "")).send().text()).contains(canaries.get("family"));
        assertThat(Call.patch(doctor, "/DocumentReference?identifier=" + canaries.get("identifier"), "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"superseded\"}]").send().status())
                .isEqualTo(200);
        assertThat(Call.get(secret(server.tokens().holder(record.id())), "/AuditEvent?patient=" + record.id()).send().status()).isEqualTo(200);
        assertSilent("journal-bon-1");
    }

    @Test
    @DisplayName("Requests that are refused, in every stage from the address to the database")
    void refused() {
        Records.Opened record = opened();
        Call.post(doctor, "/DocumentReference", document(record)).send();
        for (Call call : failing(record)) {
            Reply reply = call.with("X-Request-Id", "journal-refus-1").send();
            assertThat(reply.status()).as(call.method() + " " + call.path()).isGreaterThanOrEqualTo(400);
            assertThat(reply.text()).doesNotContain(canaries.get("document"));
        }
        assertSilent("journal-refus-1");
    }

    @Test
    @DisplayName("Requests that are no HTTP, or nearly")
    void broken() {
        for (String target : List.of("/fhir/DocumentReference?patient.identifier=" + Records.INS + "|" + badIns + "\\\"<>{}", "/fhir/Patient/" + badIns + " x", "/fhir/" + badIns + "%",
                "/fhir/%2e%2e/%2e%2e/" + badIns, "/" + badIns, "/fhir/DocumentReference?patient=%" + badIns, "/fhir/DocumentReference?" + badIns + "=" + "x".repeat(20_000))) {
            assertThat(Wire.send("GET " + target, List.of("Authorization: Bearer " + doctor, "X-Request-Id: journal-casse-1"), Wire.Body.NONE).status()).isGreaterThanOrEqualTo(400);
        }
        Wire.send("GET /fhir/DocumentReference", List.of("Authorization: Bearer " + doctor, "X-" + badIns + "(: x"), Wire.Body.NONE);
        Wire.send("BR" + badIns + " /fhir/DocumentReference", List.of("Authorization: Bearer " + doctor), Wire.Body.NONE);
        Wire.send("POST /fhir/DocumentReference", List.of("Authorization: Bearer " + doctor, "Content-Type: application/fhir+json", "Transfer-Encoding: chunked"),
                out -> out.write((badIns + "zz\r\n" + badIns).getBytes(StandardCharsets.US_ASCII)));
        assertSilent("journal-casse-1");
    }

    private List<Call> failing(Records.Opened record) {
        String support = secret(server.tokens().support());
        String stranger = secret(server.tokens().doctor("810000001316"));
        String text = "{\"resourceType\":\"DocumentReference\",\"description\":\"" + canaries.get("document") + "\",\"couleur\":\"" + ins + "\",\"status\":\"" + badIns + "\"";
        DocumentReference otherContent = document(record);
        otherContent.getContentFirstRep().getAttachment().setHash(new byte[20]);
        DocumentReference longIdentifier = document(record);
        longIdentifier.getMasterIdentifier().setValue(canaries.get("identifier") + IntStream.range(0, 300).mapToObj(i -> UUID.randomUUID().toString()).collect(Collectors.joining()));
        DocumentReference unknownLabel = document(record);
        unknownLabel.addSecurityLabel().addCoding().setCode(canaries.get("family"));
        DocumentReference nothing = document(record);
        nothing.addSecurityLabel().addCoding().setDisplay(canaries.get("family"));
        return List.of(
                Call.get(doctor, "/DocumentReference?patient.identifier=" + Records.INS + "%7C" + badIns),
                Call.get(stranger, "/DocumentReference?" + record.byIdentifier()),
                Call.get(doctor, "/DocumentReference?" + record.byIdentifier() + "&" + badIns + "=1"),
                Call.get(doctor, "/DocumentReference?" + record.byIdentifier() + "&date=" + badIns),
                Call.get(doctor, "/DocumentReference?" + record.byIdentifier() + "&_sort=" + badIns),
                Call.get(doctor, "/DocumentReference?" + record.byIdentifier() + "&_summary=" + badIns + "&_total=" + badIns),
                Call.get(doctor, "/DocumentReference?patient=" + badIns + "%00"),
                Call.get(doctor, "/DocumentReference?patient.identifier=" + Records.INS + "%7C" + badIns + "%00"),
                Call.get(doctor, "/DocumentReference/" + badIns),
                Call.get(doctor, "/DocumentReference/" + badIns + "/" + ins),
                Call.get(doctor, "/" + badIns),
                Call.get(doctor, "/" + badIns + "?patient=" + ins),
                Call.get(doctor, "/Patient/$" + badIns),
                Call.get(doctor, "/Patient/" + ins + "/$" + badIns),
                Call.get(doctor, "/$" + badIns),
                Call.get(doctor, "/Binary/" + badIns).with("Accept", badIns + "/" + ins),
                Call.get(doctor, "/DocumentReference?" + record.byIdentifier()).with("Mode-Acces", badIns),
                Call.get(doctor + "x", "/DocumentReference?" + record.byIdentifier()),
                Call.get(badIns, "/DocumentReference?" + record.byIdentifier()),
                Call.post(doctor, "/DocumentReference", JSON, text),
                Call.post(doctor, "/DocumentReference", JSON, text + "}"),
                Call.post(doctor, "/DocumentReference", badIns + "/" + ins, text),
                Call.post(doctor, "/DocumentReference", "application/fhir+xml", "<DocumentReference xmlns=\"http://hl7.org/fhir\"><" + canaries.get("family") + " value=\"" + ins + "\">"),
                Call.post(doctor, "/DocumentReference", document(record)),
                Call.post(doctor, "/DocumentReference", otherContent),
                Call.post(doctor, "/DocumentReference", longIdentifier),
                Call.post(doctor, "/DocumentReference", unknownLabel),
                Call.post(doctor, "/DocumentReference", nothing),
                Call.post(doctor, "/" + badIns, JSON, text),
                Call.post(doctor, "/DocumentReference/_search", "application/x-www-form-urlencoded", "patient=" + record.id() + "&" + badIns + "=" + ins),
                Call.post(support, "/Patient/$open", patient(ins)),
                Call.post(support, "/Patient/$open", patient(badIns)),
                Call.patch(doctor, "/DocumentReference?identifier=" + canaries.get("identifier"), "[{\"op\":\"test\",\"path\":\"/description\",\"value\":\"" + ins + "\"}]"),
                Call.patch(doctor, "/DocumentReference?identifier=" + badIns, "[]"),
                Call.patch(doctor, "/DocumentReference?identifier=" + canaries.get("identifier"), "application/xml-patch+xml", "<" + canaries.get("family") + ">"),
                Call.patch(doctor, "/DocumentReference?identifier=" + canaries.get("identifier"), JSON, "{\"resourceType\":\"" + badIns + "\"}"));
    }

    private void assertSilent(String requestId) {
        String said = log.text();
        assertThat(said).contains(requestId);
        secrets.forEach(canary -> assertThat(said.contains(canary)).as("said " + canary.substring(0, Math.min(20, canary.length())) + " in " + around(said, canary)).isFalse());
    }

    private static String around(String said, String canary) {
        int at = said.indexOf(canary);
        return at < 0 ? "nothing" : said.substring(Math.max(0, at - 300), Math.min(said.length(), at + 100));
    }

    private Records.Opened opened() {
        Reply opened = Call.post(secret(server.tokens().support()), "/Patient/$open", patient(ins)).send();
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        return server.records().authorised(new Records.Opened(opened.createdId(), ins), doctor, ID);
    }

    private Patient patient(String value) {
        Patient patient = Records.patient(value, LocalDate.of(1980, 1, 15));
        patient.getNameFirstRep().setFamily(canaries.get("family")).getGiven().get(0).setValue(canaries.get("given"));
        return patient;
    }

    private DocumentReference document(Records.Opened record) {
        DocumentReference document = Documents.simplified(record, "11488-4");
        document.setDescription(canaries.get("title")).getMasterIdentifier().setValue(canaries.get("identifier"));
        document.getContentFirstRep().getAttachment().setTitle(canaries.get("title")).setData(canaries.get("document").getBytes(StandardCharsets.UTF_8));
        return document;
    }

    private String doctor() {
        Map<String, Object> claims = Tokens.professionalClaims(ID, List.of(Tokens.exercise("10", "SM54", null)));
        claims.put("family_name", "CANARIDOCTEUR");
        return server.tokens().sign("pro-sante-connect", claims);
    }

    private String secret(String canary) {
        secrets.add(canary);
        return canary;
    }
}
