package fr.carnet.server.identity;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Certificate-bound tokens (RFC 8705): a token with {@code cnf.x5t#S256} is worth nothing without the TLS client certificate it names. */
@Component
class CertificateBinding {

    /** @return whether the token is unbound, or the request came over TLS with the certificate it is bound to */
    boolean isHeldBy(JWTClaimsSet claims, HttpServletRequest request) {
        Object confirmation = claims.getClaim("cnf");
        if (confirmation == null) {
            return true;
        }
        Object thumbprint = confirmation instanceof Map<?, ?> cnf ? cnf.get("x5t#S256") : null;
        return thumbprint instanceof String expected
                && ClientCertificate.of(request).filter(certificate -> X509CertUtils.computeSHA256Thumbprint(certificate).equals(new Base64URL(expected))).isPresent();
    }
}
