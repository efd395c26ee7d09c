package fr.carnet.server.authorization.page;

import fr.carnet.server.config.EndpointSettings;
import fr.carnet.server.config.OwnCallSettings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.boot.web.server.Ssl;
import org.springframework.context.event.EventListener;

/**
 * Where this server's FHIR endpoint answers the machine it runs on. With TLS on the server itself that is its public name: its certificate is for no
 * other.
 */
@PagePart
class OwnEndpoint {

    private final OwnCallSettings settings;
    private final EndpointSettings endpoint;
    private final ServerProperties server;
    private volatile int port;

    OwnEndpoint(OwnCallSettings settings, EndpointSettings endpoint, ServerProperties server) {
        this.settings = settings;
        this.endpoint = endpoint;
        this.server = server;
    }

    /** The management port has a web server of its own, with a name. */
    @EventListener
    void listening(WebServerInitializedEvent started) {
        if (started.getApplicationContext().getServerNamespace() == null) {
            port = started.getWebServer().getPort();
        }
    }

    /** @return its base, without a slash at the end */
    String base() {
        if (!settings.fhirBase().isBlank()) {
            return settings.fhirBase();
        }
        if (Ssl.isEnabled(server.getSsl())) {
            return endpoint.baseUrl();
        }
        String path = Optional.ofNullable(server.getServlet().getContextPath()).orElse("");
        return "http://" + host(server.getAddress()) + ":" + port + path + "/fhir";
    }

    private static String host(@Nullable InetAddress address) {
        if (address == null || address.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }
}
