package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S5: the holder masks and unmasks all documents at once, present and to come. */
class MaskAllTest extends MaskAllScene {

    @Test
    @DisplayName("S5 all documents are masked at once, archived and superseded ones too; unmasking gives them back, a deleted one to nobody")
    void allPresentDocuments() {
        String plain = deposit(author);
        String archived = deposit(author);
        patch(author, archived, "[{\"op\":\"replace\",\"path\":\"/extension/0/valueBoolean\",\"value\":true}]");
        String superseded = deposit(author);
        patch(author, superseded, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"superseded\"}]");
        String deleted = deposit(author);
        patch(author, deleted, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]");
        String hidden = deposit(author, "INVISIBLE_PATIENT");
        List<String> documents = List.of(plain, archived, superseded, hidden);
        assertThat(documents).allMatch(id -> status(nurse, id) == 200);

        assertThat(all("$mask-documents", holder).status()).isEqualTo(200);
        assertThat(documents).allMatch(id -> status(nurse, id) == 404).allMatch(id -> status(author, id) == 200);
        for (String search : List.of("/DocumentReference?", "/List?")) {
            assertThat(server.api().get(nurse, search + record.byIdentifier()).bundle().getTotal()).as(search).isZero();
            assertThat(server.api().get(nurse, search + record.byIdentifier() + "&isArchived=true").bundle().getTotal()).as(search).isZero();
        }
        assertThat(server.api().get(holder, "/DocumentReference?" + record.byIdentifier()).ids()).containsExactlyInAnyOrder(plain, superseded);
        assertThat(labels(author, plain)).containsExactlyInAnyOrder("N", "MASQUE_PS");

        assertThat(all("$unmask-documents", holder).status()).isEqualTo(200);
        assertThat(documents).allMatch(id -> status(nurse, id) == 200);
        assertThat(server.api().get(nurse, "/List?" + record.byIdentifier()).bundle().getTotal()).as("Lists come back with their documents").isEqualTo(4);
        assertThat(labels(author, plain)).containsExactly("N");
        assertThat(status(author, deleted)).isEqualTo(404);
        assertThat(status(holder, hidden)).as("the other labels stay").isEqualTo(404);
    }

    @Test
    @DisplayName("S7 what names a masked document is hidden with it: a Provenance, a folder, a submission set that names the folder only")
    void whatNamesThem() {
        Reply submitted = server.api().post(author, "", folder());
        assertThat(submitted.status()).as(submitted.text()).isEqualTo(200);
        String document = located(submitted, "DocumentReference");
        Reply provenance = server.api().post(author, "/Provenance", provenanceOf(document));
        assertThat(provenance.status()).as(provenance.text()).isEqualTo(201);
        List<String> naming = List.of("/Provenance/" + provenance.createdId(), "/List/" + server.api().get(author, "/List?" + record.byIdentifier()).ids().get(0),
                "/List/" + server.api().get(author, "/List?" + record.byIdentifier()).ids().get(1));
        for (String way : List.of("all at once", "one by one")) {
            assertThat(naming).as(way).allMatch(path -> server.api().get(nurse, path).status() == 200);
            boolean all = way.startsWith("all");
            assertThat(all ? all("$mask-documents", holder).status() : patch(holder, document, MASK)).isEqualTo(200);
            assertThat(naming).as(way).allMatch(path -> server.api().get(nurse, path).status() == 404).allMatch(path -> server.api().get(holder, path).status() == 200);
            assertThat(server.api().get(nurse, "/Provenance?patient=" + record.id()).bundle().getTotal()).isZero();
            assertThat(all("$unmask-documents", holder).status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("S5 what is deposited afterwards is masked, whoever deposits it; the depositor sees its own; unmasking ends the default")
    void documentsToCome() {
        all("$mask-documents", holder);
        String colleague = "810000000012";
        String other = server.tokens().doctor(colleague);
        server.records().authorised(record, other, colleague);
        String structure = server.tokens().structure("1990000018");
        List<String> depositors = List.of(author, other, structure, holder, server.tokens().insurer());
        List<String> documents = new ArrayList<>();
        depositors.forEach(depositor -> documents.add(deposit(depositor)));
        documents.add(submit(author));
        assertThat(documents).allMatch(id -> status(nurse, id) == 404).allMatch(id -> status(holder, id) == 200);
        assertThat(status(author, documents.get(0))).isEqualTo(200);
        assertThat(status(author, documents.get(5))).isEqualTo(200);
        assertThat(status(other, documents.get(1))).isEqualTo(200);
        assertThat(status(structure, documents.get(2))).isEqualTo(200);
        assertThat(status(other, documents.get(0))).isEqualTo(404);

        all("$unmask-documents", holder);
        assertThat(documents).allMatch(id -> status(nurse, id) == 200);
        assertThat(status(nurse, deposit(author))).isEqualTo(200);
    }

    @Test
    @DisplayName("S5 one document unmasked by hand stays so until all are masked again; a document masked before is unmasked with the rest")
    void oneByOne() {
        String first = deposit(author);
        String second = deposit(author, "MASQUE_PS");
        all("$mask-documents", holder);
        assertThat(patch(holder, first, "[{\"op\":\"remove\",\"path\":\"/securityLabel/1\"}]")).isEqualTo(200);
        assertThat(status(nurse, first)).isEqualTo(200);
        all("$mask-documents", holder);
        assertThat(status(nurse, first)).isEqualTo(404);
        all("$unmask-documents", holder);
        assertThat(status(nurse, second)).isEqualTo(200);
    }

    @Test
    @DisplayName("S4.5 the médecin traitant reads documents masked all at once")
    void attendingDoctor() {
        String attending = "810000000777";
        server.api().post(holder, "/Consent", Records.consent(record, "medecin-traitant", ConsentProvisionType.PERMIT, attending));
        String document = deposit(author);
        all("$mask-documents", holder);
        assertThat(status(server.tokens().doctor(attending), document)).isEqualTo(200);
        assertThat(status(server.tokens().doctor(attending), deposit(author))).isEqualTo(200);
    }

    @Test
    @DisplayName("S7 the answer is the same whatever the record holds, hidden documents included; the act itself stands in the history")
    void constantAnswer() {
        String empty = all("$mask-documents", holder).text();
        all("$unmask-documents", holder);
        int before = history(holder);
        deposit(author, "INVISIBLE_PATIENT");
        assertThat(all("$mask-documents", holder).text()).isEqualTo(empty);
        assertThat(history(holder)).as("his own act and his own look, nothing about the hidden document").isEqualTo(before + 2);
        deposit(author);
        assertThat(all("$mask-documents", holder).text()).isEqualTo(empty);
        assertThat(all("$unmask-documents", holder).as(Parameters.class).getParameter("documentsMasked").getValue().primitiveValue()).isEqualTo("false");
    }

    @Test
    @DisplayName("S5 parents mask a minor's documents, those hidden from them too, and read their act in the history")
    void parentsOfAMinor() {
        Records.Opened child = server.records().open(LocalDate.of(2015, 3, 1));
        String parent = server.tokens().representative(child.id(), server.records().parentOf(child));
        server.records().authorised(server.records().authorised(child, author, AUTHOR), nurse, NURSE);
        String seen = server.api().post(author, "/DocumentReference", Documents.simplified(child, TYPE)).createdId();
        String secret = server.api().post(author, "/DocumentReference", Documents.simplified(child, TYPE, "INVISIBLE_REPRESENTANTS_LEGAUX")).createdId();
        Reply masked = server.api().post(parent, "/Patient/" + child.id() + "/$mask-documents", new Parameters());
        assertThat(masked.status()).as(masked.text()).isEqualTo(200);
        assertThat(status(nurse, seen)).isEqualTo(404);
        assertThat(status(nurse, secret)).isEqualTo(404);
        assertThat(status(author, secret)).isEqualTo(200);
        Reply history = server.api().get(parent, "/AuditEvent?patient=" + child.id());
        assertThat(history.text()).contains("DocumentReference/" + seen).doesNotContain(secret);
        assertThat(server.api().post(server.tokens().holder(child.id()), "/Patient/" + child.id() + "/$unmask-documents", new Parameters()).status())
                .as("a minor has no token of his own").isEqualTo(403);
    }

    @Test
    @DisplayName("S5 caregivers, professionals, médecin traitant, author, structure, support desk, insurer, apps: 403; nobody: 401; unknown and foreign records: 403")
    void whoMayNot() {
        String document = deposit(author);
        server.api().post(holder, "/Consent", Records.consent(record, "medecin-traitant", ConsentProvisionType.PERMIT, NURSE));
        String caregiver = server.tokens().representative(record.id(), server.records().delegate(holder, record, "CAREGIVER").createdId());
        assertThat(server.api().get(caregiver, "/DocumentReference/" + document).status()).isEqualTo(200);
        String foreigner = server.tokens().holder(server.records().adult().id());
        List<String> refused = List.of(caregiver, author, nurse, server.tokens().structure("1990000018"), server.tokens().support(), server.tokens().insurer(),
                server.tokens().smart(record.id(), "Patient/" + record.id(), "some-app"), foreigner);
        for (String operation : List.of("$mask-documents", "$unmask-documents")) {
            assertThat(refused).allMatch(token -> all(operation, token).status() == 403);
            assertThat(all(operation, null).status()).isEqualTo(401);
            assertThat(server.api().post(holder, "/Patient/00000000-0000-0000-0000-000000000001/" + operation, new Parameters()).status()).isEqualTo(403);
            assertThat(server.api().get(holder, "/Patient/" + record.id() + "/" + operation).status()).isEqualTo(405);
        }
        assertThat(status(nurse, document)).as("nothing has changed").isEqualTo(200);
        assertThat(status(nurse, deposit(author))).isEqualTo(200);
    }

    @Test
    @DisplayName("API 5 the operation takes no parameters: one that would narrow it is refused, and nothing changes")
    void noParameters() {
        String document = deposit(author);
        Reply narrowed = server.api().post(holder, "/Patient/" + record.id() + "/$mask-documents", new Parameters().addParameter("type", TYPE));
        assertThat(narrowed.status()).isEqualTo(422);
        assertThat(narrowed.issue()).isEqualTo("business-rule");
        assertThat(status(nurse, document)).isEqualTo(200);
        String operation = "/Patient/" + record.id() + "/$mask-documents";
        assertThat(server.api().send("POST", holder, operation, new byte[0], Map.of()).status()).isEqualTo(200);
        assertThat(status(nurse, document)).isEqualTo(404);
    }
}
