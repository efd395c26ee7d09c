package fr.carnet.server.authorization.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.SignedJWT;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 8705, API 2: a token given to a client with a certificate is worth nothing without it; a proxy may vouch for the certificate, nobody else. */
class CertificateBoundTokenTest {

    private static final String DOCTOR = "810000000891";

    private final Bench bench = Bench.shared();
    private final Records.Opened record = bench.server.records().authorised(bench.server.records().adult(), bench.server.tokens().doctor(DOCTOR), DOCTOR);
    private final String search = "/DocumentReference?" + record.byIdentifier();

    @Test
    @DisplayName("RFC 8705: the token of a client with a certificate names it; with it 200, with another 401, without 401")
    void bound() throws Exception {
        String token = Exchanges.token(bench.byCertificate(Bench.asking(bench.connect.login(Bench.doctor(DOCTOR)))));
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getJSONObjectClaim("cnf"))
                .isEqualTo(Map.of("x5t#S256", X509CertUtils.computeSHA256Thumbprint(bench.software.certificate()).toString()));
        assertThat(bench.fhir(bench.withCertificate, token, search).status()).isEqualTo(200);
        refused(bench.fhir(bench.withAnother, token, search));
        refused(bench.fhir(bench.without, token, search));
        TestAuthority.Holder sameName = bench.authority.issue("CN=logiciel,OU=1990000018,O=Cabinet,C=FR");
        refused(bench.fhir(HttpClient.newBuilder().sslContext(bench.authority.clientOf(sameName)).build(), token, search));
    }

    @Test
    @DisplayName("RFC 8705: a client that its key authenticates gets a bound token over mTLS, an unbound one without")
    void byKey() throws Exception {
        String bound = Exchanges.token(bench.byKey(bench.withCertificate, Bench.asking(bench.connect.login(Bench.doctor(DOCTOR)))));
        assertThat(bench.fhir(bench.withCertificate, bound, search).status()).isEqualTo(200);
        refused(bench.fhir(bench.without, bound, search));
        String unbound = Exchanges.token(bench.byKey(bench.without, Bench.asking(bench.connect.login(Bench.doctor(DOCTOR)))));
        assertThat(SignedJWT.parse(unbound).getJWTClaimsSet().getClaim("cnf")).isNull();
        assertThat(bench.fhir(bench.without, unbound, search).status()).isEqualTo(200);
        assertThat(bench.fhir(bench.withAnother, unbound, search).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("RFC 7009: revoked by its client, the token is refused at the next request; another client cannot revoke it")
    void revoked() {
        String token = Exchanges.token(bench.byCertificate(Bench.asking(bench.connect.login(Bench.doctor(DOCTOR)))));
        assertThat(bench.revoke(bench.withAnother, token).status()).isEqualTo(401);
        assertThat(bench.fhir(bench.withCertificate, token, search).status()).isEqualTo(200);
        assertThat(bench.revoke(bench.withCertificate, token).status()).isEqualTo(200);
        refused(bench.fhir(bench.withCertificate, token, search));
    }

    @Test
    @DisplayName("API 2: a trusted proxy hands the certificate on, as RFC 9440 writes it or as escaped PEM; and its own certificate is not its client's")
    void throughTheProxy() throws Exception {
        String token = Exchanges.token(bench.byCertificate(Bench.asking(bench.connect.login(Bench.doctor(DOCTOR)))));
        SSLContext plain = bench.authority.clientWithout();
        for (String header : List.of(rfc9440(bench.software), escapedPem(bench.software))) {
            assertThat(status(Bench.PROXY, plain, token, List.of(header))).as(header).isEqualTo(200);
        }
        for (List<String> headers : List.of(List.<String>of(), List.of(rfc9440(bench.somebodyElse)), List.of(rfc9440(bench.software), rfc9440(bench.software)), List.of(""), List.of(":"),
                List.of("::"), List.of(":AAAA:"), List.of("%ZZ"), List.of("x".repeat(20_000)), List.of(escapedPem(bench.software) + escapedPem(bench.software)),
                List.of(X509CertUtils.computeSHA256Thumbprint(bench.software.certificate()).toString()))) {
            assertThat(status(Bench.PROXY, plain, token, headers)).as(headers.toString()).isEqualTo(401);
        }
        assertThat(status(Bench.PROXY, bench.authority.clientOf(bench.software), token, List.of())).as("the proxy's own").isEqualTo(401);
    }

    @Test
    @DisplayName("API 2: from anybody but a trusted proxy the header says nothing, however the request says it was forwarded")
    void spoofed() throws Exception {
        String token = Exchanges.token(bench.byCertificate(Bench.asking(bench.connect.login(Bench.doctor(DOCTOR)))));
        for (String address : List.of("127.0.0.1", "127.0.0.10", "127.0.0.90")) {
            assertThat(status(address, bench.authority.clientWithout(), token, List.of(rfc9440(bench.software)))).as(address).isEqualTo(401);
        }
        assertThat(status("127.0.0.1", bench.authority.clientOf(bench.somebodyElse), token, List.of(rfc9440(bench.software)))).isEqualTo(401);
        assertThat(status("127.0.0.1", bench.authority.clientOf(bench.software), token, List.of(rfc9440(bench.somebodyElse)))).as("TLS says who").isEqualTo(200);
    }

    /** A request from an address of the test's choosing, with the header as often as it is given; it says that a trusted proxy forwarded it. */
    private int status(String from, SSLContext tls, String token, List<String> headers) throws IOException {
        URI base = URI.create(bench.server.api().base());
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            try (SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, base.getHost(), base.getPort(), true)) {
                StringBuilder request = new StringBuilder("GET " + base.getPath() + search + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nAuthorization: Bearer " + token
                        + "\r\nX-Forwarded-For: " + Bench.PROXY + "\r\nForwarded: for=" + Bench.PROXY + "\r\nConnection: close\r\n");
                headers.forEach(value -> request.append(Bench.HEADER).append(": ").append(value).append("\r\n"));
                secured.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
                String answer = new String(secured.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return Integer.parseInt(answer.split(" ", 3)[1]);
            }
        }
    }

    private static void refused(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).contains("invalid_token");
    }

    private static String rfc9440(TestAuthority.Holder holder) {
        try {
            return ":" + Base64.getEncoder().encodeToString(holder.certificate().getEncoded()) + ":";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String escapedPem(TestAuthority.Holder holder) {
        return URLEncoder.encode(TestAuthority.pem(holder.certificate()), StandardCharsets.US_ASCII).replace("+", "%20");
    }
}
