package fr.carnet.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jwt.JWTClaimsSet;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** API 2, issue 2 point 6: a token that its issuer did not sign as agreed is no token, and all of them get one constant 401. */
class ForgedTokenTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final ECKey EC = SERVER.issuers().ecKey();
    private static final RSAKey RSA = SERVER.issuers().rsaKey();
    private static final JWTClaimsSet CLAIMS = SERVER.tokens().standard("pro-sante-connect", Forge.doctor()).build();
    private static final Seen NO_TOKEN = Seen.of(Call.get(null, "/DocumentReference").send());

    @ParameterizedTest(name = "{0}")
    @MethodSource({"unsigned", "confused", "misled", "mislabelled"})
    void isAnsweredLikeNoToken(String forgery, String token) {
        Reply reply = Call.get(token, "/DocumentReference").send();
        Refusals.assertWellFormed(reply, 401, "unauthenticated");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(Seen.of(reply)).isEqualTo(NO_TOKEN);
    }

    static Stream<Arguments> unsigned() throws JOSEException {
        String good = Forge.signed(Forge.header(JWSAlgorithm.ES256, EC.getKeyID()), CLAIMS, new ECDSASigner(EC));
        String[] parts = good.split("\\.");
        return Stream.of(
                arguments("garbage", "garbage"),
                arguments("three dots", "a.b.c"),
                arguments("empty parts", ".."),
                arguments("alg none, no signature", Forge.byHand("{\"alg\":\"none\"}", CLAIMS, "")),
                arguments("alg none under a known kid", Forge.byHand("{\"alg\":\"none\",\"kid\":\"ec-1\"}", CLAIMS, "")),
                arguments("alg NONE", Forge.byHand("{\"alg\":\"NONE\",\"kid\":\"ec-1\"}", CLAIMS, "")),
                arguments("alg none with another token's signature", Forge.byHand("{\"alg\":\"none\",\"kid\":\"ec-1\"}", CLAIMS, parts[2])),
                arguments("no alg", Forge.byHand("{\"kid\":\"ec-1\"}", CLAIMS, parts[2])),
                arguments("signature cut off", parts[0] + "." + parts[1] + "."),
                arguments("all-zero ECDSA signature", parts[0] + "." + parts[1] + "." + "A".repeat(86)),
                arguments("claims exchanged under a good signature", Forge.byHand("{\"alg\":\"ES256\",\"kid\":\"ec-1\"}",
                        new JWTClaimsSet.Builder(CLAIMS).claim("SubjectNameID", "810000000099").build(), parts[2])),
                arguments("claims that are no JSON", parts[0] + ".eA." + parts[2]),
                arguments("encrypted shape, five parts", good + ".eA.eA"));
    }

    static Stream<Arguments> confused() throws JOSEException {
        List<Arguments> forgeries = new ArrayList<>();
        for (JWK key : List.of(EC.toPublicJWK(), RSA.toPublicJWK())) {
            byte[] der = (key instanceof ECKey ec ? ec.toECPublicKey() : key.toRSAKey().toRSAPublicKey()).getEncoded();
            byte[] pem = Forge.pem(key instanceof ECKey ec ? ec.toECPublicKey() : key.toRSAKey().toRSAPublicKey());
            byte[] jwk = key.toJSONString().getBytes(StandardCharsets.UTF_8);
            for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
                String name = algorithm + " with the public " + key.getKeyType() + " key as ";
                JWSHeader header = Forge.header(algorithm, key.getKeyID());
                forgeries.add(arguments(name + "DER", Forge.signed(header, CLAIMS, new MACSigner(der))));
                forgeries.add(arguments(name + "PEM", Forge.signed(header, CLAIMS, new MACSigner(pem))));
                forgeries.add(arguments(name + "JWK", Forge.signed(header, CLAIMS, new MACSigner(jwk))));
            }
        }
        return forgeries.stream();
    }

    static Stream<Arguments> misled() throws JOSEException {
        ECKey own = new ECKeyGenerator(Curve.P_256).keyID(EC.getKeyID()).generate();
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(EC.getKeyID());
        URI elsewhere = URI.create("https://attacker.example.org/keys");
        return Stream.of(
                arguments("another key under the right kid", Forge.signed(header.build(), CLAIMS, new ECDSASigner(own))),
                arguments("own key in jwk", Forge.signed(new JWSHeader.Builder(header.build()).jwk(own.toPublicJWK()).build(), CLAIMS, new ECDSASigner(own))),
                arguments("the right key in jwk", Forge.signed(new JWSHeader.Builder(header.build()).jwk(EC.toPublicJWK()).build(), CLAIMS, new ECDSASigner(EC))),
                arguments("jku", Forge.signed(new JWSHeader.Builder(header.build()).jwkURL(elsewhere).build(), CLAIMS, new ECDSASigner(EC))),
                arguments("x5u", Forge.signed(new JWSHeader.Builder(header.build()).x509CertURL(elsewhere).build(), CLAIMS, new ECDSASigner(EC))),
                arguments("x5c", Forge.signed(new JWSHeader.Builder(header.build()).x509CertChain(List.of(Base64.encode("certificate"))).build(), CLAIMS, new ECDSASigner(EC))),
                arguments("no kid", Forge.signed(new JWSHeader.Builder(JWSAlgorithm.ES256).build(), CLAIMS, new ECDSASigner(EC))),
                arguments("unknown kid", Forge.signed(Forge.header(JWSAlgorithm.ES256, "ec-2"), CLAIMS, new ECDSASigner(EC))),
                arguments("kid with a path in it", Forge.signed(Forge.header(JWSAlgorithm.ES256, "../../etc/passwd"), CLAIMS, new ECDSASigner(EC))),
                arguments("kid of the RSA key on an EC signature", Forge.signed(Forge.header(JWSAlgorithm.ES256, RSA.getKeyID()), CLAIMS, new ECDSASigner(EC))));
    }

    static Stream<Arguments> mislabelled() throws JOSEException {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(EC.getKeyID());
        return Stream.of(
                arguments("typ of a logout token", Forge.signed(new JWSHeader.Builder(header.build()).type(new JOSEObjectType("logout+jwt")).build(), CLAIMS, new ECDSASigner(EC))),
                arguments("typ of a DPoP proof", Forge.signed(new JWSHeader.Builder(header.build()).type(new JOSEObjectType("dpop+jwt")).build(), CLAIMS, new ECDSASigner(EC))),
                arguments("critical header that nobody knows", Forge.signed(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(EC.getKeyID()).customParam("urn:test:rule", true).criticalParams(Set.of("urn:test:rule")).build(),
                        CLAIMS, new ECDSASigner(EC))),
                arguments("RS512, not on the list", Forge.signed(Forge.header(JWSAlgorithm.RS512, RSA.getKeyID()), CLAIMS, new RSASSASigner(RSA))),
                arguments("PS512, not on the list", Forge.signed(Forge.header(JWSAlgorithm.PS512, RSA.getKeyID()), CLAIMS, new RSASSASigner(RSA))));
    }
}
