package fr.carnet.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.carnet.server.CarnetServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Issue 2, production mode: the server does not start half-configured, and says which setting is at fault and what to do. */
class StartupChecksTest {

    private static final String PROFILES = "spring.profiles.active";
    private static final String ISSUER = "carnet.authorization.issuer";
    private static final String JWKS = "carnet.security.issuers[0].jwks-uri";

    @Test
    @DisplayName("The demo starts with nothing configured, production with all that it needs")
    void good() {
        assertThatCode(() -> start(Map.of())).doesNotThrowAnyException();
        assertThatCode(() -> start(production())).doesNotThrowAnyException();
        assertThatCode(() -> start(with("server.address", "0.0.0.0"))).as("all addresses, said explicitly").doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.datasource.url", "spring.datasource.username", "spring.datasource.password", JWKS, "carnet.security.issuers[0].audience",
        "carnet.security.issuers[0].kind", "carnet.endpoint.base-url", "carnet.authorization.key-secret", "server.address", ISSUER})
    @DisplayName("Production refuses without any one of its settings, or with a blank one, and names it")
    void missing(String setting) {
        Map<String, Object> settings = production();
        settings.remove(setting);
        assertRefused(settings, setting);
        assertRefused(with(setting, " "), setting);
    }

    @Test
    @DisplayName("The embedded authorization server is an issuer: another one is needed only without it")
    void oneIssuerAtLeast() {
        Map<String, Object> settings = production();
        settings.keySet().removeIf(name -> name.startsWith("carnet.security"));
        assertThatCode(() -> start(settings)).doesNotThrowAnyException();
        settings.put("carnet.authorization.enabled", "false");
        assertRefused(settings, "carnet.security.issuers[0].issuer");
        settings.putAll(with("carnet.authorization.enabled", "false"));
        settings.remove(ISSUER);
        assertThatCode(() -> start(settings)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://carnet.example.org", "http://127.0.0.1.example.org", "https://carnet.example.org/fhir", "https://carnet.example.org?x", "https://a@carnet.example.org",
        "carnet.example.org", "https:"})
    @DisplayName("The authorization server's issuer is the root of a server, over https unless it is on loopback")
    void issuer(String issuer) {
        assertRefused(with(ISSUER, issuer), ISSUER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://carnet.example.org", "https://carnet.example.org:8443", "http://127.0.0.1:8080", "http://localhost", "http://[::1]:8080"})
    @DisplayName("Good issuers")
    void goodIssuer(String issuer) {
        assertThatCode(() -> start(with(ISSUER, issuer))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://carnet.example.org", "https://carnet.example.org/fhir", "https://a@carnet.example.org"})
    @DisplayName("An issuer that is set is the root of a server even where the authorization server is off")
    void issuerOfNoServer(String issuer) {
        Map<String, Object> settings = with(ISSUER, issuer);
        settings.put("carnet.authorization.enabled", "false");
        assertRefused(settings, ISSUER);
    }

    @Test
    @DisplayName("The own issuer is not listed among somebody else's")
    void ownIssuerListed() {
        assertRefused(with("carnet.security.issuers[0].issuer", "https://carnet.example.org"), "carnet.security.issuers[0].issuer");
    }

    @ParameterizedTest
    @CsvSource({"carnet.authorization.access-token, PT1H1S", "carnet.authorization.access-token, PT0S", "carnet.authorization.access-token, an hour",
        "carnet.authorization.refresh-token, PT5M"})
    @DisplayName("Access tokens last an hour at most (SMART App Launch 2.2), refresh tokens as long as those or longer")
    void lifetimes(String setting, String value) {
        assertRefused(with(setting, value), setting);
    }

    @ParameterizedTest
    @CsvSource({"carnet.demo.directory, ./data", "carnet.demo.anything, x", "CARNET_DEMO_DIRECTORY, ./data"})
    @DisplayName("Production refuses every setting of the demo")
    void demoSettings(String setting, String value) {
        assertRefused(with(setting, value), "carnet.demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo,production", "production,demo", "prod", "test", "Production"})
    @DisplayName("One of production and demo, not both and not neither")
    void profiles(String active) {
        assertRefused(with(PROFILES, active), PROFILES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:carnet", "jdbc:mysql://db/carnet", "postgres://db/carnet"})
    @DisplayName("Production runs on PostgreSQL")
    void database(String url) {
        assertRefused(with("spring.datasource.url", url), "spring.datasource.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.10", "carnet.example.org", " "})
    @DisplayName("The demo listens on loopback only")
    void demoAddress(String address) {
        assertRefused(Map.of("server.address", address), "server.address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://keys.example.org/jwks", "http://127.0.0.1.example.org/jwks", "http://localhost.example.org/jwks", "http://127.0.0.1@keys.example.org/jwks",
        "http://127.0.0.1:80@keys.example.org/jwks", "http://localhost:8080@keys.example.org/jwks", "HTTP://keys.example.org/jwks", "ftp://keys.example.org/jwks",
        "jar:http://keys.example.org/a.jar!/jwks", "keys.json", "https:"})
    @DisplayName("API 2: keys come over https, from this machine, or over http from loopback, in production and in the demo")
    void keys(String uri) {
        assertRefused(with(JWKS, uri), JWKS);
        assertRefused(Map.of("carnet.security.issuers[0].issuer", "https://issuer.example.org", JWKS, uri), JWKS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://keys.example.org/jwks", "http://127.0.0.1:8090/jwks", "http://localhost/jwks", "http://[::1]:8090/jwks", "file:/etc/carnet/jwks.json",
        "classpath:jwks.json"})
    @DisplayName("API 2: good places for keys")
    void goodKeys(String uri) {
        assertThatCode(() -> start(with(JWKS, uri))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"carnet.login.code-delivery, console, carnet.login.code-delivery", "carnet.login.code-delivery, CONSOLE, carnet.login.code-delivery",
        "carnet.login.code-delivery, sms, carnet.login.sms.url", "carnet.login.code-delivery, smtp, spring.mail.host",
        "carnet.authorization.issuer, http://carnet.example.org, carnet.authorization.issuer", "carnet.authorization.issuer, http://127.0.0.1@carnet.example.org, carnet.authorization.issuer"})
    @DisplayName("Login: production sends codes to their person, over https, and its own pages are behind https")
    void login(String setting, String value, String refused) {
        assertRefused(with(setting, value), refused);
    }

    @Test
    @DisplayName("Login: codes go by mail or by SMS when their way is set, and in the demo to the console")
    void loginConfigured() {
        Map<String, Object> sms = with("carnet.login.code-delivery", "sms");
        sms.put("carnet.login.sms.url", "https://sms.example.org/send");
        assertThatCode(() -> start(sms)).doesNotThrowAnyException();
        sms.put("carnet.login.sms.url", "http://sms.example.org/send");
        assertRefused(sms, "carnet.login.sms.url");
        Map<String, Object> mail = with("carnet.login.code-delivery", "smtp");
        mail.put("spring.mail.host", "mail.example.org");
        assertRefused(mail, "carnet.login.mail-from");
        mail.put("carnet.login.mail-from", "carnet@example.org");
        assertThatCode(() -> start(mail)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"id, Carte Vitale, id", "issuer, http://idp.example.org, issuer", "endpoints.token, http://idp.example.org/token, endpoints.token",
        "endpoints.authorize, https://idp.example.org/authorize, endpoints.token", "acr-values[0], ' ', acr-values[0]", "ins-claim, ins, ins-system-claim"})
    @DisplayName("Login: an identity provider is spoken to over https, and says how strong a login has to be")
    void identityProvider(String setting, String value, String refused) {
        Map<String, Object> settings = production();
        String prefix = "carnet.login.oidc[0].";
        settings.putAll(Map.of(prefix + "id", "idp", prefix + "issuer", "https://idp.example.org", prefix + "acr-values[0]", "eidas2"));
        assertThatCode(() -> start(settings)).doesNotThrowAnyException();
        settings.put(prefix + setting, value);
        assertRefused(settings, prefix + refused);
    }

    @Test
    @DisplayName("The checks are part of every start, and Boot prints them with their remedy")
    void wired() {
        assertThat(CarnetServer.application().getInitializers()).hasAtLeastOneElementOfType(StartupChecks.class);
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, (type, name, failure) -> { }))
                .hasAtLeastOneElementOfType(RefusedSettingAnalyzer.class);
        FailureAnalysis analysis = new RefusedSettingAnalyzer().analyze(new RefusedSettingException("a.setting", "missing", "Set it."));
        assertThat(analysis.getDescription()).contains("a.setting: missing");
        assertThat(analysis.getAction()).isEqualTo("Set it.");
    }

    private static void assertRefused(Map<String, Object> settings, String setting) {
        assertThatThrownBy(() -> start(settings)).isInstanceOfSatisfying(RefusedSettingException.class, refused -> {
            assertThat(refused.setting()).isEqualTo(setting);
            assertThat(refused).hasMessageContaining(setting);
            assertThat(refused.remedy()).isNotBlank();
            assertThat(refused.getMessage() + refused.remedy()).doesNotContain("motdepasse");
        });
    }

    /** What Spring Boot does before it refreshes the context: application.yaml with its profiles, the settings given, the checks. */
    private static void start(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().forEach(source -> environment.getPropertySources().remove(source.getName()));
        boolean shell = settings.keySet().stream().anyMatch(name -> name.startsWith("CARNET_"));
        environment.getPropertySources().addFirst(shell ? new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, settings)
                : new MapPropertySource("arguments", settings));
        ConfigurationPropertySources.attach(environment);
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.setEnvironment(environment);
            new StartupChecks().initialize(context);
        }
    }

    private static Map<String, Object> with(String setting, String value) {
        Map<String, Object> settings = production();
        settings.put(setting, value);
        return settings;
    }

    private static Map<String, Object> production() {
        Map<String, Object> settings = new HashMap<>(Map.of("carnet.authorization.key-secret", "bW90ZGVwYXNzZW1vdGRlcGFzc2Vtb3RkZXBhc3NlMTI="));
        settings.putAll(Map.of(PROFILES, "production", "spring.datasource.url", "jdbc:postgresql://db/carnet", "spring.datasource.username", "carnet",
                "spring.datasource.password", "motdepasse", "carnet.security.issuers[0].issuer", "https://issuer.example.org", JWKS, "https://issuer.example.org/jwks",
                "carnet.security.issuers[0].audience", "https://carnet.example.org/fhir", "carnet.security.issuers[0].kind", "smart",
                "carnet.endpoint.base-url", "https://carnet.example.org/fhir", "server.address", "127.0.0.1"));
        settings.put(ISSUER, "https://carnet.example.org");
        return settings;
    }
}
