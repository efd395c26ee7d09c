package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.util.UUID;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Identifier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API 4: a conditional PATCH finds the caller's own deposits, or a holder's own documents, and nobody else's. */
class ConditionalPatchTest {

    private static final String MASK = "[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]";
    private static final String ID = "810000001084";
    private static final String OTHER_ID = "810000001092";

    private final TestServer server = TestServer.instance();
    private final Refusals refusals = new Refusals();
    private final String doctor = server.tokens().doctor(ID);
    private final String other = server.tokens().doctor(OTHER_ID);
    private final Records.Opened record = both(server.records().adult());
    private final String value = "urn:uuid:" + UUID.randomUUID();

    @Test
    @DisplayName("API 4: one's own is changed, with the system and without")
    void own() {
        deposited(doctor, record, "urn:ietf:rfc:3986");
        Reply reply = Call.patch(doctor, byIdentifier("urn:ietf:rfc:3986%7C" + value), MASK).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.as(DocumentReference.class).getSecurityLabelFirstRep().getCodingFirstRep().getCode()).isEqualTo("MASQUE_PS");
        assertThat(Call.patch(doctor, byIdentifier(value), MASK.replace("MASQUE_PS", "N")).send().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("API 4: a document is found by its further identifiers too, by depositor and holder, once though several of them match; several documents are 412")
    void furtherIdentifiers() {
        String uuid = "urn:uuid:" + UUID.randomUUID();
        DocumentReference document = Documents.simplified(record, "11488-4");
        document.getMasterIdentifier().setValue(value);
        document.addIdentifier().setUse(Identifier.IdentifierUse.OFFICIAL).setSystem("urn:ietf:rfc:3986").setValue(uuid);
        document.addIdentifier().setSystem("urn:oid:1.2.3.4").setValue(uuid);
        document.addIdentifier().setSystem("urn:ietf:rfc:3986").setValue(uuid);
        document.addIdentifier().setValue(value);
        String id = server.api().post(doctor, "/DocumentReference", document).createdId();
        for (String token : new String[] {doctor, server.tokens().holder(record.id())}) {
            for (String identifier : new String[] {uuid, "urn:ietf:rfc:3986%7C" + uuid, "urn:oid:1.2.3.4%7C" + uuid, value}) {
                Reply reply = Call.patch(token, byIdentifier(identifier), MASK).send();
                assertThat(reply.status()).as(identifier + reply.text()).isEqualTo(200);
                assertThat(reply.as(DocumentReference.class).getIdElement().getIdPart()).isEqualTo(id);
            }
        }
        Seen absent = Seen.of(Call.patch(other, byIdentifier("urn:uuid:" + UUID.randomUUID()), MASK).send());
        assertThat(Seen.of(Call.patch(other, byIdentifier(uuid), MASK).send())).isEqualTo(absent);
        assertThat(Seen.of(Call.patch(doctor, byIdentifier("urn:oid:9.9%7C" + uuid), MASK).send())).isEqualTo(absent);
        DocumentReference second = Documents.simplified(record, "11488-4");
        second.addIdentifier().setSystem("urn:ietf:rfc:3986").setValue(uuid);
        assertThat(server.api().post(doctor, "/DocumentReference", second).status()).isEqualTo(201);
        refusals.expect(Call.patch(doctor, byIdentifier(uuid), MASK), 412, "several-matches");
    }

    @Test
    @DisplayName("API 4: another's is not there, though one may read it; nor is a deleted one, nor one of another patient for a holder")
    void others() {
        String id = deposited(doctor, record, "urn:ietf:rfc:3986");
        Seen absent = Seen.of(Call.patch(other, byIdentifier("urn:uuid:" + UUID.randomUUID()), MASK).send());
        assertThat(absent.status()).isEqualTo(404);
        assertThat(Call.get(other, "/DocumentReference/" + id).send().status()).isEqualTo(200);
        assertThat(Seen.of(Call.patch(other, byIdentifier(value), MASK).send())).isEqualTo(absent);
        assertThat(Seen.of(Call.patch(server.tokens().holder(server.records().adult().id()), byIdentifier(value), MASK).send())).isEqualTo(absent);
        assertThat(Call.patch(doctor, "/DocumentReference/" + id, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]").send().status()).isEqualTo(200);
        assertThat(Seen.of(Call.patch(doctor, byIdentifier(value), MASK).send())).isEqualTo(absent);
    }

    @Test
    @DisplayName("API 4: a holder finds documents of his own record, whoever deposited them")
    void holder() {
        deposited(doctor, record, "urn:ietf:rfc:3986");
        Reply reply = Call.patch(server.tokens().holder(record.id()), byIdentifier(value), MASK).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    @Test
    @DisplayName("API 7: several matches are 412, and none of them changes")
    void several() {
        String first = deposited(doctor, record, "urn:ietf:rfc:3986");
        String second = deposited(doctor, record, "urn:oid:1.2.3.4");
        refusals.expect(Call.patch(doctor, byIdentifier(value), MASK), 412, "several-matches");
        deposited(other, record, "urn:ietf:rfc:3986");
        refusals.expect(Call.patch(server.tokens().holder(record.id()), byIdentifier("urn:ietf:rfc:3986%7C" + value), MASK), 412, "several-matches");
        for (String id : new String[] {first, second}) {
            assertThat(Call.get(doctor, "/DocumentReference/" + id).send().as(DocumentReference.class).getMeta().getVersionId()).isEqualTo("1");
        }
    }

    @Test
    @DisplayName("ACCESS-RULES 7: what is invisible to the holder is no match: it makes no 412 of one visible document")
    void hiddenIsNoMatch() {
        deposited(doctor, record, "urn:ietf:rfc:3986");
        deposited(doctor, record, "urn:oid:1.2.3.4", "INVISIBLE_PATIENT");
        assertThat(Call.patch(server.tokens().holder(record.id()), byIdentifier(value), MASK).send().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?identifier=", "?identifier=a&identifier=b", "?identifier=a,b", "?identifier=a&status=current", "?_id=x", "?status=current", "?identifier:not=a"})
    @DisplayName("API 4: a conditional PATCH names exactly one identifier and nothing else")
    void oneIdentifier(String query) {
        Call call = Call.patch(doctor, "/DocumentReference" + query, MASK);
        refusals.expect(call, 400, call.send().issue());
    }

    private static String byIdentifier(String token) {
        return "/DocumentReference?identifier=" + token;
    }

    private Records.Opened both(Records.Opened opened) {
        server.records().authorised(opened, doctor, ID);
        return server.records().authorised(opened, other, OTHER_ID);
    }

    private String deposited(String token, Records.Opened target, String system, String... labels) {
        DocumentReference document = Documents.simplified(target, "11488-4", labels);
        document.getMasterIdentifier().setSystem(system).setValue(value);
        Reply created = server.api().post(token, "/DocumentReference", document);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.createdId();
    }
}
