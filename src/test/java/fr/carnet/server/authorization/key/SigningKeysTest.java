package fr.carnet.server.authorization.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import fr.carnet.server.config.RefusedSettingException;
import fr.carnet.server.support.TestClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The keys that tokens are signed with: encrypted in PostgreSQL, rotated, the same on every node, kept over a restart. */
class SigningKeysTest {

    private static final Duration ROTATION = Duration.ofDays(90);
    private static final String SECRET = secret("un");
    private static final String OTHER = secret("autre");

    private static EmbeddedPostgres postgres;
    private static DataSource database;

    private final TestClock clock = new TestClock();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        database = postgres.getPostgresDatabase();
        JdbcClient.create(database).sql("create schema carnet").update();
        JdbcClient.create(database).sql("alter role postgres set search_path = carnet").update();
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V10__clients_and_keys.sql")).execute(database);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void empty() {
        jdbc.sql("delete from carnet.signing_key").update();
    }

    @Test
    @DisplayName("The first start makes a key; a restart, and another node, have the same")
    void kept() {
        SigningKeys first = node(SECRET, null);
        SigningKeys again = node(SECRET, null);
        assertThat(published(first)).hasSize(1);
        assertThat(signing(again).toJSONObject()).isEqualTo(signing(first).toJSONObject());
        assertThat(signing(again).size()).isGreaterThanOrEqualTo(2048);
    }

    @Test
    @DisplayName("A key is published a day before it signs, and the one before until no token signed with it can still hold")
    void rotation() {
        SigningKeys keys = node(SECRET, null);
        SigningKeys otherNode = node(SECRET, null);
        String old = signing(keys).getKeyID();
        rotated(keys);
        assertThat(published(keys)).as("not due").hasSize(1);
        clock.moved(ROTATION.minus(KeyRing.PUBLISHED_AHEAD));
        rotated(keys);
        rotated(otherNode);
        assertThat(published(otherNode)).as("made once, known to both").hasSize(2);
        assertThat(signing(keys).getKeyID()).as("published, not signing yet").isEqualTo(old);
        clock.moved(KeyRing.PUBLISHED_AHEAD);
        JWK next = signing(keys);
        assertThat(next.getKeyID()).isNotEqualTo(old).isEqualTo(signing(otherNode).getKeyID());
        assertThat(published(keys)).filteredOn(JWK::isPrivate).as("only what signs has its private half").containsExactly(next);
        clock.moved(Duration.ofHours(1).plusSeconds(30));
        rotated(keys);
        assertThat(published(keys)).as("a token of an hour and some skew").extracting(JWK::getKeyID).contains(old);
        clock.moved(KeyRing.PUBLISHED_AFTER);
        assertThat(published(keys)).extracting(JWK::getKeyID).containsExactly(next.getKeyID());
        rotated(keys);
        assertThat(rows()).as("and forgotten").hasSize(1);
    }

    @Test
    @DisplayName("A key that another node made is found by its id at once, not when the time for keeping is over")
    void unknownKid() {
        SigningKeys one = node(SECRET, null);
        SigningKeys other = node(SECRET, null);
        clock.moved(ROTATION);
        rotated(one);
        String made = rows().get(1);
        published(other);
        clock.moved(Duration.ofSeconds(2));
        assertThat(other.get(new JWKSelector(new JWKMatcher.Builder().keyID(made).build()), null)).hasSize(1);
        assertThat(other.get(new JWKSelector(new JWKMatcher.Builder().keyID(UUID.randomUUID().toString()).build()), null)).isEmpty();
    }

    @Test
    @DisplayName("Another secret does not start, and says which setting and what to do; the keys are untouched")
    void wrongSecret() {
        String kid = signing(node(SECRET, null)).getKeyID();
        assertThatThrownBy(() -> node(OTHER, null)).isInstanceOfSatisfying(RefusedSettingException.class, refused -> {
            assertThat(refused.setting()).isEqualTo("carnet.authorization.key-secret");
            assertThat(refused.remedy()).contains("previous-key-secret");
            assertThat(refused.getMessage() + refused.remedy()).doesNotContain(SECRET).doesNotContain(OTHER);
        });
        assertThat(signing(node(SECRET, null)).getKeyID()).isEqualTo(kid);
    }

    @Test
    @DisplayName("The secret is changed by naming the old one beside the new one once; afterwards the old one opens nothing")
    void changedSecret() {
        SigningKeys running = node(SECRET, null);
        String kid = signing(running).getKeyID();
        assertThat(signing(node(OTHER, SECRET)).getKeyID()).isEqualTo(kid);
        assertThat(signing(node(OTHER, null)).getKeyID()).isEqualTo(kid);
        assertThatThrownBy(() -> node(SECRET, null)).isInstanceOf(RefusedSettingException.class);
        clock.moved(Duration.ofMinutes(5));
        assertThat(signing(running).getKeyID()).as("a node that has not been restarted yet goes on").isEqualTo(kid);
    }

    @Test
    @DisplayName("Nothing in the table tells a key: neither private nor public numbers; a row's content under another row's id opens nothing")
    void nothingReadable() {
        JWK key = signing(node(SECRET, null));
        String row = jdbc.sql("select signing_key::text from carnet.signing_key").query(String.class).single();
        key.toJSONObject().forEach((name, value) -> {
            if (value.toString().length() > 8 && !"kid".equals(name)) {
                assertThat(row).as(name).doesNotContain(value.toString());
            }
        });
        jdbc.sql("update carnet.signing_key set kid = 'autre'").update();
        assertThatThrownBy(() -> node(SECRET, null)).isInstanceOf(RefusedSettingException.class);
    }

    @Test
    @DisplayName("A secret that is short or no base64 is refused")
    void weakSecret() {
        for (String weak : List.of("", "court", Base64.getEncoder().encodeToString(new byte[31]), "pas du base64 !".repeat(5))) {
            assertThatThrownBy(() -> SealedKeys.with("carnet.authorization.key-secret", weak)).isInstanceOf(RefusedSettingException.class);
        }
    }

    private SigningKeys node(String secret, String previous) {
        return new SigningKeys(new KeyTable(jdbc), SealedKeys.with("carnet.authorization.key-secret", secret),
                Optional.ofNullable(previous).map(old -> SealedKeys.with("carnet.authorization.previous-key-secret", old)), transaction, clock, ROTATION);
    }

    private void rotated(SigningKeys keys) {
        transaction.executeWithoutResult(started -> keys.rotate());
    }

    private List<String> rows() {
        return jdbc.sql("select kid from carnet.signing_key order by signs_from").query(String.class).list();
    }

    private static List<JWK> published(SigningKeys keys) {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
    }

    private static JWK signing(SigningKeys keys) {
        return published(keys).get(0);
    }

    private static String secret(String seed) {
        return Base64.getEncoder().encodeToString((seed + "-".repeat(40)).substring(0, 40).getBytes());
    }
}
