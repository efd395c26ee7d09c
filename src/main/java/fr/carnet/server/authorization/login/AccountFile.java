package fr.carnet.server.authorization.login;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.server.config.LoginSettings;
import fr.carnet.server.config.RefusedSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/** Loads the accounts that the operator configures, at each start, before the server is ready. Who is no longer in the file keeps the account. */
@Component
class AccountFile implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(AccountFile.class);
    private static final String SETTING = "carnet.login.accounts";
    /** One cost for all, that of the hash which an unknown login is compared with: all answers take the same time. */
    private static final Pattern HASH = Pattern.compile("\\{bcrypt}\\$2[aby]\\$10\\$[./A-Za-z0-9]{53}");

    private final LoginSettings settings;
    private final Accounts accounts;
    private final ObjectMapper json;
    private final ResourceLoader resources;

    AccountFile(LoginSettings settings, Accounts accounts, ObjectMapper json, ResourceLoader resources) {
        this.settings = settings;
        this.accounts = accounts;
        this.json = json;
        this.resources = resources;
    }

    /** One account as the file says it. */
    private record Entry(@Nullable String login, @Nullable String password, @Nullable String insSystem, @Nullable String insValue, @Nullable String name,
            @Nullable String email, @Nullable String phone, @Nullable List<Registration.Link> links) {
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!settings.accounts().isEmpty()) {
            List<Registration> all = read(resources.getResource(settings.accounts()));
            all.forEach(accounts::register);
            LOG.info("{} accounts loaded", all.size());
        }
    }

    private List<Registration> read(Resource file) {
        try (InputStream bytes = file.getInputStream()) {
            return json.readValue(bytes, new TypeReference<List<Entry>>() {
            }).stream().map(AccountFile::registration).toList();
        } catch (IOException e) {
            throw refused("cannot be read as a list of accounts: " + e.getClass().getSimpleName());
        }
    }

    private static Registration registration(Entry entry) {
        if (entry.insSystem() == null || entry.insValue() == null || entry.name() == null) {
            throw refused("an account has no insSystem, insValue or name");
        }
        if (entry.password() != null && !HASH.matcher(entry.password()).matches()) {
            throw refused("a password is not a bcrypt hash of cost 10");
        }
        return new Registration(Optional.ofNullable(entry.login()), Optional.ofNullable(entry.password()), entry.insSystem(), entry.insValue(), entry.name(),
                Optional.ofNullable(entry.email()), Optional.ofNullable(entry.phone()), entry.links() == null ? List.of() : entry.links());
    }

    private static RefusedSettingException refused(String problem) {
        return new RefusedSettingException(SETTING, problem, "Write each account as {\"login\", \"password\": \"{bcrypt}$2a$10$...\", \"insSystem\", \"insValue\", \"name\", \"email\", \"phone\"}.");
    }
}
