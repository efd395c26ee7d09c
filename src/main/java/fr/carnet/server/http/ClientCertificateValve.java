package fr.carnet.server.http;

import jakarta.servlet.ServletException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.Globals;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.web.util.UriUtils;

/**
 * The client's certificate as a trusted proxy hands it on (RFC 9440, or PEM escaped as in a URL), put where the certificate of a direct TLS
 * connection stands. From anybody else the header says nothing. What a trusted proxy does not say is not there: the proxy's own certificate
 * is not its client's. A valve, because only here the address of the connection itself is known, whatever forwarded headers say.
 */
final class ClientCertificateValve extends ValveBase {

    private static final int MAXIMUM_LENGTH = 16_384;
    private static final String PEM_MARKS = "-----(BEGIN|END) CERTIFICATE-----";

    private final String header;
    private final List<IpAddressMatcher> proxies;

    ClientCertificateValve(String header, List<IpAddressMatcher> proxies) {
        super(true);
        this.header = header;
        this.proxies = proxies;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String peer = request.getPeerAddr();
        if (proxies.stream().anyMatch(proxy -> proxy.matches(peer))) {
            List<String> said = Collections.list(request.getHeaders(header));
            Optional<X509Certificate> certificate = said.size() == 1 ? certificate(said.get(0)) : Optional.empty();
            request.setAttribute(Globals.CERTIFICATES_ATTR, certificate.stream().toArray(X509Certificate[]::new));
        }
        getNext().invoke(request, response);
    }

    /** @return empty for what is no certificate: the request then came without one */
    private static Optional<X509Certificate> certificate(String value) {
        if (value.length() > MAXIMUM_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] der = value.startsWith(":") && value.endsWith(":") && value.length() > 1
                    ? Base64.getDecoder().decode(value.substring(1, value.length() - 1))
                    : pem(UriUtils.decode(value, StandardCharsets.US_ASCII));
            return Optional.of((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        } catch (IllegalArgumentException | CertificateException noCertificate) {
            return Optional.empty();
        }
    }

    private static byte[] pem(String text) {
        String[] parts = text.trim().split(PEM_MARKS, -1);
        if (parts.length != 3 || !parts[0].isEmpty() || !parts[2].isBlank()) {
            throw new IllegalArgumentException("not one certificate");
        }
        return Base64.getDecoder().decode(parts[1].replaceAll("\\s", ""));
    }
}
