package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.habilitation.HabilitationMatrix;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** S4.4 over HTTP: one record with a document of every type of the matrix, searched by every column. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixTest {

    private static final String AUTHOR = "810000000011";
    private static final String UNKNOWN_TYPE = "00000-0";

    private final TestServer server = TestServer.instance();
    private final HabilitationMatrix matrix = server.bean(HabilitationMatrix.class);
    private final Map<String, String> typeOf = new HashMap<>();
    private Records.Opened record;

    /** A profession of a column: code, specialty, pharmacist section. */
    private record Profession(String column, String code, String specialty, String section) {
    }

    private static final List<Profession> PROFESSIONS = List.of(
            new Profession("10", "10", "SM54", null), new Profession("21-BIO", "21", null, "G"), new Profession("21-OFF", "21", null, "A"),
            new Profession("21-OFF", "21", null, "H"), new Profession("40", "40", null, null), new Profession("50", "50", null, null),
            new Profession("60|69", "60", null, null), new Profession("60|69", "69", null, null), new Profession("70", "70", null, null),
            new Profession("80", "80", null, null), new Profession("91", "91", null, null), new Profession("92|94|95|96", "95", null, null),
            new Profession("26|81|82|83|84|85", "26", null, null), new Profession("28", "28", null, null), new Profession("98", "98", null, null));

    @BeforeAll
    void depositOneDocumentOfEachType() {
        String author = server.tokens().doctor(AUTHOR);
        record = server.records().authorised(server.records().adult(), author, AUTHOR);
        List<String> types = new ArrayList<>(matrix.types());
        types.add(UNKNOWN_TYPE);
        for (String type : types) {
            Reply created = server.api().post(author, "/DocumentReference", Documents.simplified(record, type));
            assertThat(created.status()).as(created.text()).isEqualTo(201);
            typeOf.put(created.createdId(), type);
        }
    }

    @TestFactory
    List<DynamicTest> S4_4_everyColumnFindsExactlyItsTypes() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < PROFESSIONS.size(); i++) {
            Profession profession = PROFESSIONS.get(i);
            String id = "8200000000" + (10 + i);
            tests.add(DynamicTest.dynamicTest("column " + profession.column() + ", profession " + profession.code() + " " + profession.section(), () -> {
                String token = server.tokens().professional(id, profession.code(), profession.specialty(), profession.section());
                server.records().authorised(record, token, id);
                assertThat(typesFoundBy(token)).isEqualTo(matrix.readableBy(profession.column()));
            }));
        }
        return tests;
    }

    @Test
    @DisplayName("S4.author the author finds all it deposited, an unknown type included; so does the holder")
    void authorAndHolderFindEverything() {
        Set<String> all = new HashSet<>(typeOf.values());
        assertThat(typesFoundBy(server.tokens().doctor(AUTHOR))).isEqualTo(all);
        assertThat(typesFoundBy(server.tokens().holder(record.id()))).isEqualTo(all);
    }

    @Test
    @DisplayName("S2 an unknown profession, one without column and an occupational physician find nothing, authorised or not")
    void noColumnFindsNothing() {
        String[][] professions = {{"820000000101", "99", null, null}, {"820000000102", "93", null, null}, {"820000000103", "21", null, "B"}, {"820000000104", "21", null, null}};
        for (String[] p : professions) {
            String token = server.tokens().professional(p[0], p[1], p[2], p[3]);
            server.records().authorised(record, server.tokens().holder(record.id()), p[0]);
            assertThat(server.api().get(token, "/DocumentReference?" + record.byIdentifier()).status()).isEqualTo(403);
        }
        String occupational = server.tokens().professional("820000000105", "10", "SM25", null);
        assertThat(server.api().get(occupational, "/DocumentReference?" + record.byIdentifier()).status()).isEqualTo(403);
    }

    private Set<String> typesFoundBy(String token) {
        Set<String> found = new HashSet<>();
        String path = "/DocumentReference?" + record.byIdentifier() + "&status=current&_count=20";
        int total = -1;
        while (path != null) {
            Reply page = server.api().get(token, path);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            total = page.bundle().getTotal();
            page.ids().forEach(id -> assertThat(found.add(typeOf.get(id))).as("each document once").isTrue());
            path = page.bundle().getLink("next") == null ? null : page.bundle().getLink("next").getUrl();
        }
        assertThat(total).as("exact total").isEqualTo(found.size());
        return found;
    }
}
