package fr.carnet.enforcement.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.disclosure.AclStamp;
import fr.carnet.enforcement.disclosure.DocumentFacts;
import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.oracle.OracleDatabase.Document;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.support.Rules;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Matrix x labels x status x callers, exhaustively: what the engine shows is what the SQL says. */
class VisibilityOracleTest {

    private static final Logger LOG = LoggerFactory.getLogger(VisibilityOracleTest.class);
    private static final int TYPES = 132;
    private static final int LABELS = 8;
    private static final int STATUSES = 2;

    private static List<OracleCaller> callers = List.of();
    private static List<Document> documents = List.of();
    private static List<String> reference = List.of();
    private static List<String> engine = List.of();
    private static OracleDatabase database;

    /**
     * Engine and reference disagree.
     *
     * @param caller   who
     * @param document about what
     * @param engine   whether the engine shows it
     */
    private record Difference(OracleCaller caller, Document document, boolean engine) {
    }

    @BeforeAll
    static void decideTwice() throws IOException, SQLException {
        callers = OracleCallers.all();
        database = new OracleDatabase(callers);
        documents = database.documents();
        reference = database.visibility();
        engine = callers.stream().map(VisibilityOracleTest::shownByEngine).toList();
    }

    @AfterAll
    static void close() throws IOException, SQLException {
        database.close();
    }

    @Test
    @DisplayName("The engine shows exactly what the reference shows, to every caller, of every document")
    void engineAgreesWithReference() {
        assertThat(documents).hasSize(TYPES * LABELS * STATUSES).doesNotHaveDuplicates();
        List<Difference> differences = differences(reference);
        long shown = reference.stream().flatMapToInt(String::chars).filter(bit -> bit == '1').count();
        LOG.info("visibility oracle: {} callers x {} documents = {} cases compared, {} of them shown, {} differences", callers.size(), documents.size(),
                (long) callers.size() * documents.size(), shown, differences.size());
        assertThat(shown).isPositive();
        assertThat(differences.stream().limit(10).toList()).as("first of %s differences", differences.size()).isEmpty();
    }

    @Test
    @DisplayName("Negative control: one cell flipped in the reference is found, and nothing else")
    void oneFlippedCellIsFound() throws SQLException {
        database.execute("update habilitation_matrix set \"60|69\" = 'no' where type = '56445-0'");
        List<Difference> found = new ArrayList<>(differences(database.visibility()));
        database.execute("update habilitation_matrix set \"60|69\" = 'yes' where type = '56445-0'");
        found.removeAll(differences(reference));
        assertThat(found).isNotEmpty().allSatisfy(difference -> {
            assertThat(difference.document().type()).contains("56445-0");
            assertThat(difference.caller().profession()).isIn("60", "69");
            assertThat(difference.engine()).isTrue();
        });
    }

    private static List<Difference> differences(List<String> expected) {
        assertThat(expected).hasSameSizeAs(callers).allSatisfy(shown -> assertThat(shown).hasSize(documents.size()));
        List<Difference> differences = new ArrayList<>();
        for (int c = 0; c < callers.size(); c++) {
            for (int d = 0; d < documents.size(); d++) {
                if (engine.get(c).charAt(d) != expected.get(c).charAt(d)) {
                    differences.add(new Difference(callers.get(c), documents.get(d), engine.get(c).charAt(d) == '1'));
                }
            }
        }
        return differences;
    }

    /** The engine's side of {@link OracleDatabase#visibility}: its decision, met by each document's stamp. */
    private static String shownByEngine(OracleCaller caller) {
        AccessDecision decision = Rules.policy().decide(caller.request(), caller.record());
        Set<AclToken> authors = caller.authors();
        return documents.stream().map(document -> AclStamp.ofDocument(facts(document), authors))
                .map(stamp -> decision instanceof AccessDecision.Permit permit && permit.opens(stamp) ? "1" : "0")
                .collect(Collectors.joining());
    }

    private static DocumentFacts facts(Document document) {
        Set<Visibility> labels = EnumSet.noneOf(Visibility.class);
        if (document.masked()) {
            labels.add(Visibility.MASQUE_PS);
        }
        if (document.invisiblePatient()) {
            labels.add(Visibility.INVISIBLE_PATIENT);
        }
        if (document.invisibleRepresentants()) {
            labels.add(Visibility.INVISIBLE_REPRESENTANTS_LEGAUX);
        }
        return new DocumentFacts(document.type(), labels, document.deleted());
    }
}
