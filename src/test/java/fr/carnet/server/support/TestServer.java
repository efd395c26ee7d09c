package fr.carnet.server.support;

import fr.carnet.server.CarnetServer;
import fr.carnet.server.storage.AppClients;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The server as operators run it: production profile, PostgreSQL, somebody else's issuers. One is shared by all tests, started once and stopped
 * with the JVM; a test that needs a database of its own starts its own.
 */
public final class TestServer implements AutoCloseable {

    /** A structure that may make {@link #REQUESTS_PER_MINUTE} requests a minute. */
    public static final String LIMITED_STRUCTURE = "1990000542";

    /** A loopback address that may make {@link #REQUESTS_PER_MINUTE} requests a minute without a valid token. */
    public static final String LIMITED_ADDRESS = "127.0.0.54";

    /** What they may make. */
    public static final int REQUESTS_PER_MINUTE = 6;

    /** Refusals of one caller in a minute, above which the server alerts. */
    public static final int ALERT_ABOVE = 20;

    private final TestClock clock;
    private final TestIssuers issuers;
    private final OAuthClients clients;
    private final Statements statements = new Statements();
    private final CodeGateway codes = new CodeGateway();
    private final OidcProvider identities = new OidcProvider();
    private final ConfigurableApplicationContext context;
    private final Api api;
    private final String root;

    private TestServer(String database, TestClock clock, TestIssuers issuers, Map<String, Object> more, HttpClient http) {
        this.clock = clock;
        this.issuers = issuers;
        this.clients = issuers.clients();
        int port = Ports.free();
        root = (more.containsKey("server.ssl.certificate") ? "https" : "http") + "://127.0.0.1:" + port;
        Map<String, Object> settings = new HashMap<>(issuers.settings());
        settings.put("spring.datasource.url", database);
        settings.put("spring.datasource.username", "postgres");
        settings.put("spring.datasource.password", "postgres");
        settings.put("server.address", "127.0.0.1");
        settings.put("server.port", port);
        settings.put("management.server.port", Ports.free());
        settings.put("carnet.endpoint.base-url", root + "/fhir");
        settings.put("carnet.authorization.issuer", root);
        settings.put("carnet.endpoint.open-api", true);
        // Tests run the jobs themselves: by themselves they would run in the midst of others.
        settings.put("carnet.visibility.run-every", "PT8760H");
        settings.put("carnet.authorization.clean-up-every", "PT8760H");
        settings.put("spring.profiles.active", "production");
        settings.putAll(rates());
        settings.putAll(login());
        settings.putAll(clients.settings());
        settings.putAll(more);
        SpringApplication application = CarnetServer.application();
        application.addInitializers(starting -> observe((GenericApplicationContext) starting));
        context = application.run(settings.entrySet().stream().map(setting -> "--" + setting.getKey() + "=" + setting.getValue()).toArray(String[]::new));
        api = new Api(root + "/fhir", http);
    }

    /** The clock stands still, so that a whole run is one minute: nobody is limited but those who are there to be. */
    private static Map<String, Object> rates() {
        Map<String, Object> settings = new HashMap<>(Map.of("carnet.limits.requests-per-minute", 100_000_000, "carnet.limits.alert-refusals-per-minute", ALERT_ABOVE));
        int n = 0;
        for (Map.Entry<String, String> limited : List.of(Map.entry("structure", LIMITED_STRUCTURE), Map.entry("anonymous", LIMITED_ADDRESS))) {
            String prefix = "carnet.limits.callers[" + n++ + "].";
            settings.putAll(Map.of(prefix + "kind", limited.getKey(), prefix + "id", limited.getValue(), prefix + "requests-per-minute", REQUESTS_PER_MINUTE));
        }
        return settings;
    }

    /** Codes go by SMS to {@link CodeGateway}; tests log in more often than people do. */
    private Map<String, Object> login() {
        Map<String, Object> settings = new HashMap<>(Map.of("carnet.login.code-delivery", "sms", "carnet.login.sms.url", codes.url(), "carnet.login.sms.authorization", CodeGateway.AUTHORIZATION,
                "carnet.login.tries-per-minute", 1_000_000));
        settings.putAll(identities.settings());
        return settings;
    }

    /** @return the one server of this run */
    public static TestServer instance() {
        return Shared.INSTANCE;
    }

    /** @return a second server of this run, whose clock runs: for the authorization server and its clients */
    public static TestServer running() {
        return Running.INSTANCE;
    }

    /**
     * @param database JDBC URL of an empty database, user and password {@code postgres}
     * @return a server of its own; servers with the same clock and issuers believe the same tokens
     */
    public static TestServer on(String database, TestClock clock, TestIssuers issuers) {
        return new TestServer(database, clock, issuers, Map.of(), Api.client());
    }

    /**
     * @param more settings in the place of the usual ones
     * @return a server of its own
     */
    public static TestServer on(String database, TestClock clock, TestIssuers issuers, Map<String, Object> more) {
        return new TestServer(database, clock, issuers, more, Api.client());
    }

    /**
     * @param authority whose certificates it shows and takes, over TLS
     * @param more      settings in the place of the usual ones
     * @return a server of its own, whose clock runs; its {@link #api} shows no certificate
     */
    public static TestServer secured(TestAuthority authority, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(authority.serverSettings());
        settings.putAll(more);
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(authority.clientWithout()).build();
        return start(TestClock.running(), settings, http);
    }

    /** @return a server of its own with other settings, on a database of its own */
    public static TestServer with(Map<String, Object> settings) {
        return start(new TestClock(), settings, Api.client());
    }

    /** Puts the test's clock in the place of the system's, and listens to the SQL. */
    private void observe(GenericApplicationContext starting) {
        starting.registerBean("testClock", Clock.class, () -> clock, definition -> definition.setPrimary(true));
        starting.registerBean("testAppClients", AppClients.class, () -> clients, definition -> ((AbstractBeanDefinition) definition).setFallback(true));
        starting.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource dataSource ? statements.listeningTo(dataSource) : bean;
            }
        });
    }

    @Override
    public void close() {
        context.close();
    }

    /** @return its root, for example {@code http://127.0.0.1:40001}: issuer of its authorization server, where its pages are */
    public String root() {
        return root;
    }

    /** @return HTTP to it */
    public Api api() {
        return api;
    }

    /** @return tokens that it believes */
    public Tokens tokens() {
        return new Tokens(issuers, clock);
    }

    /** @return the issuers' keys */
    public TestIssuers issuers() {
        return issuers;
    }

    /** @return the OAuth clients that it knows */
    public OAuthClients clients() {
        return clients;
    }

    /** @return its clock */
    public TestClock clock() {
        return clock;
    }

    /** @return its database, to count rows: nothing is set up through it, save what {@link Records#inState} says */
    public JdbcClient database() {
        return JdbcClient.create(context.getBean(DataSource.class));
    }

    /** @return the records that tests work on */
    public Records records() {
        return new Records(this);
    }

    /** @return the people with an account */
    public People people() {
        return new People(this);
    }

    /** @return where people log in instead */
    public OidcProvider identities() {
        return identities;
    }

    /** @return where its one-time codes go */
    public CodeGateway codes() {
        return codes;
    }

    /** @return the SQL statements it runs */
    public Statements statements() {
        return statements;
    }

    /** @return a bean of the running server, to read what it was assembled from */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** @return the named bean of the running server, where its type has several */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    private static TestServer start(TestClock clock, Map<String, Object> more, HttpClient http) {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            return new TestServer(postgres.getJdbcUrl("postgres", "postgres"), clock, new TestIssuers(), more, http);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started when the first test asks for it. */
    private static final class Shared {

        private static final TestServer INSTANCE = start(new TestClock(), Map.of(), Api.client());
    }

    /** Started when the first test asks for it. */
    private static final class Running {

        private static final TestServer INSTANCE = start(TestClock.running(), Map.of(), Api.client());
    }
}
