package fr.carnet.server.authorization.exchange;

import fr.carnet.server.identity.ClientCertificate;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A client that its certificate authenticates (RFC 8705 2.1). Spring takes a chain of one for self-signed; here TLS, or the trusted proxy, has
 * verified the certificate already, and often hands on nothing but it. Spring's provider then compares its subject.
 */
final class CertificateClientConverter implements AuthenticationConverter {

    private final RegisteredClientRepository clients;

    CertificateClientConverter(RegisteredClientRepository clients) {
        this.clients = clients;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        Optional<X509Certificate> certificate = ClientCertificate.of(request);
        String[] ids = request.getParameterValues("client_id");
        if (certificate.isEmpty() || ids == null || ids.length != 1 || ids[0].isBlank()) {
            return null;
        }
        RegisteredClient client = clients.findByClientId(ids[0]);
        if (client == null || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.TLS_CLIENT_AUTH)) {
            return null;
        }
        return new OAuth2ClientAuthenticationToken(ids[0], ClientAuthenticationMethod.TLS_CLIENT_AUTH, new X509Certificate[] {certificate.get()}, Map.of());
    }
}
