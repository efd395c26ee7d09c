package fr.carnet.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** The certificate that a client showed, over TLS or as a trusted proxy hands it on. */
public final class ClientCertificate {

    private static final String TLS_CERTIFICATE = "jakarta.servlet.request.X509Certificate";

    private ClientCertificate() {
    }

    /** @return its own, the first of the chain; empty when it showed none */
    public static Optional<X509Certificate> of(HttpServletRequest request) {
        return request.getAttribute(TLS_CERTIFICATE) instanceof X509Certificate[] chain && chain.length > 0 ? Optional.of(chain[0]) : Optional.empty();
    }
}
