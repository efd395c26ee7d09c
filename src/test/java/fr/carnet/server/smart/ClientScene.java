package fr.carnet.server.smart;

import com.nimbusds.jose.jwk.JWK;
import com.sun.net.httpserver.HttpServer;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.People;
import fr.carnet.server.support.Ports;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a script of src/clients is told: where the server is, who the person is, which app it is. Its one-time codes are read where this says. */
final class ClientScene implements AutoCloseable {

    private final TestServer server;
    private final Cast cast;
    private final HttpServer codes;
    private final Map<String, Object> settings = new HashMap<>();

    ClientScene(TestServer server) throws IOException {
        this.server = server;
        cast = Cast.of(server);
        codes = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        codes.createContext("/", exchange -> {
            byte[] code = server.codes().lastCode(exchange.getRequestURI().getPath().substring(1)).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, code.length);
            exchange.getResponseBody().write(code);
            exchange.close();
        });
        codes.start();
        settings.putAll(Map.of("root", server.root(), "base", server.api().base()));
    }

    /** @return settings of a script with a browser: a person with one measure, a parent with two records, a public and a confidential app, software, a resource server */
    Map<String, Object> inTheBrowser(String chromium) {
        Records.Opened record = recordWithMeasure();
        Records.Opened parents = server.records().adult();
        cast.delegate(server.records().adult(), parents.ins());
        settings.put("chromium", chromium);
        settings.put("person", person(server.people().holderOf(record)));
        settings.put("parent", person(server.people().holderOf(parents)));
        settings.put("app", app(cast.publicAppAt(redirectUri()), SmartApp.SCOPE));
        settings.put("confidential", app(cast.confidentialAppAt(redirectUri()), SmartApp.SCOPE));
        settings.put("backend", app(cast.backend(), cast.backendScope()));
        settings.put("reader", Map.of("id", OAuthClients.RESOURCE_SERVER, "secret", server.clients().secret()));
        return settings;
    }

    /** @return settings of a script that has its access token already */
    Map<String, Object> withToken() {
        Holder holder = cast.holder();
        SmartApp app = cast.publicApp();
        settings.put("app", app(app, SmartApp.SCOPE));
        settings.put("token", holder.launch(app, SmartApp.SCOPE, cast.purpose()).accessToken());
        settings.put("patient", holder.record().id());
        return settings;
    }

    @Override
    public void close() {
        codes.stop(0);
    }

    private Records.Opened recordWithMeasure() {
        Records.Opened record = server.records().adult();
        server.api().post(server.tokens().holder(record.id()), "/Observation", EntrySamples.measure(record.id(), "2345-7"));
        return record;
    }

    private Map<String, Object> person(People.Person person) {
        return Map.of("login", person.login(), "password", person.password(), "codes", "http://127.0.0.1:" + codes.getAddress().getPort() + "/" + person.phone());
    }

    private Map<String, Object> app(SmartApp app, String scope) {
        Map<String, Object> said = new HashMap<>(Map.of("id", app.id(), "redirectUri", app.redirectUri(), "scope", scope, "purpose", cast.purpose()));
        app.key().map(JWK::toJSONObject).ifPresent(key -> said.put("key", key));
        return said;
    }

    private static String redirectUri() {
        return "http://127.0.0.1:" + Ports.free() + "/callback";
    }
}
