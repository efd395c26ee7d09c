package fr.carnet.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** API 2, RFC 8705: a certificate-bound token goes with its certificate and with no other. */
class CertificateBindingTest {

    private final CertificateBinding binding = new CertificateBinding();
    private final X509Certificate ours = certificate("ours");
    private final JWTClaimsSet bound = new JWTClaimsSet.Builder().claim("cnf", Map.of("x5t#S256", X509CertUtils.computeSHA256Thumbprint(ours).toString())).build();

    @Test
    @DisplayName("RFC 8705: held with its certificate, not with another, not without")
    void certificate() {
        assertThat(binding.isHeldBy(bound, over(ours))).isTrue();
        assertThat(binding.isHeldBy(bound, over(certificate("theirs")))).isFalse();
        assertThat(binding.isHeldBy(bound, over())).isFalse();
        assertThat(binding.isHeldBy(bound, new MockHttpServletRequest())).isFalse();
    }

    @Test
    @DisplayName("RFC 8705: the client's certificate counts, not one further up its chain")
    void chain() {
        assertThat(binding.isHeldBy(bound, over(certificate("theirs"), ours))).isFalse();
    }

    @Test
    @DisplayName("API 2: no header of a request stands in for the certificate when no proxy is trusted")
    void header() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        String thumbprint = X509CertUtils.computeSHA256Thumbprint(ours).toString();
        for (String name : new String[] {"X-SSL-Client-Cert", "X-Forwarded-Client-Cert", "Client-Cert", "X-Client-Cert-Thumbprint"}) {
            request.addHeader(name, thumbprint);
        }
        assertThat(binding.isHeldBy(bound, request)).isFalse();
    }

    @Test
    @DisplayName("RFC 8705: an unbound token needs no certificate")
    void unbound() {
        assertThat(binding.isHeldBy(new JWTClaimsSet.Builder().build(), new MockHttpServletRequest())).isTrue();
        assertThat(binding.isHeldBy(new JWTClaimsSet.Builder().claim("cnf", Map.of("x5t#S256", Base64URL.encode("").toString())).build(), over(ours))).isFalse();
    }

    private static MockHttpServletRequest over(X509Certificate... chain) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAttribute("jakarta.servlet.request.X509Certificate", chain);
        return request;
    }

    private static X509Certificate certificate(String content) {
        X509Certificate certificate = mock(X509Certificate.class);
        try {
            when(certificate.getEncoded()).thenReturn(content.getBytes(StandardCharsets.UTF_8));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
        return certificate;
    }
}
