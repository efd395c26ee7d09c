package fr.carnet.server.authorization.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.server.config.LoginSettings;
import fr.carnet.server.config.LoginSettings.Delivery;
import fr.carnet.server.config.RefusedSettingException;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/** The operator's file of accounts. */
class AccountFileTest {

    private static final String HASH = "{bcrypt}$2a$10$Ji1mTawnty2TanshcsT8lupE/P3KaNowa8K9uIglaA2DcD4A/r/TO";

    private final Accounts accounts = TestServer.running().bean(Accounts.class);
    private final String ins = Records.nextIns();

    @TempDir
    Path folder;

    @Test
    @DisplayName("Its accounts are there after the start, and as the file says them now after the next one")
    void loaded() throws IOException {
        load("[{'login': 'fichier-" + ins + "', 'password': '" + HASH + "', 'insSystem': 's', 'insValue': '" + ins + "', 'name': 'Camille', 'email': 'c@example.org'}]");
        LocalLogin first = accounts.local("FICHIER-" + ins).orElseThrow();
        assertThat(first.email()).contains("c@example.org");
        load("[{'insSystem': 's', 'insValue': '" + ins + "', 'name': 'Camille M.', 'links': [{'issuer': 'https://idp', 'subject': '" + ins + "'}]}]");
        assertThat(accounts.local("fichier-" + ins)).as("no password any more").isEmpty();
        assertThat(accounts.linked("https://idp", ins)).map(Account::id).contains(first.account().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[{'login': 'x'}]", "[{'insSystem': 's', 'insValue': 'v', 'name': 'n', 'login': 'x', 'password': 'en clair'}]",
        "[{'insSystem': 's', 'insValue': 'v', 'name': 'n', 'login': 'x', 'password': '{noop}en clair'}]",
        "[{'insSystem': 's', 'insValue': 'v', 'name': 'n', 'login': 'x', 'password': '{bcrypt}$2a$12$Ji1mTawnty2TanshcsT8lupE/P3KaNowa8K9uIglaA2DcD4A/r/TO'}]"})
    @DisplayName("A file that is none, an account without an identity, and a password that is not hashed as the others are, stop the start, with its setting and no secret")
    void refused(String text) {
        assertThatThrownBy(() -> load(text)).isInstanceOf(RefusedSettingException.class).hasMessageStartingWith("carnet.login.accounts:").hasMessageNotContaining("clair");
    }

    @Test
    @DisplayName("The demo's account has the password that the README says")
    void demo() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("`camille` with `carnet-demo`");
        String hash = new ObjectMapper().readTree(new DefaultResourceLoader().getResource("classpath:demo/accounts.json").getInputStream()).get(0).get("password").asText();
        assertThat(PasswordEncoderFactories.createDelegatingPasswordEncoder().matches("carnet-demo", hash)).isTrue();
    }

    private void load(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("accounts.json"), text.replace('\'', '"'));
        LoginSettings settings = new LoginSettings(Delivery.SMS, file.toUri().toString(), 30, Duration.ofHours(8), "", new LoginSettings.Sms("", ""), List.of());
        new AccountFile(settings, accounts, new ObjectMapper(), new DefaultResourceLoader()).run(new DefaultApplicationArguments());
    }
}
