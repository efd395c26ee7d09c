package fr.carnet.perf.contender;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Issuers whose key is made for this run; Carnet knows the public half from a file. */
public final class Issuers {

    /** Client id of the holder's own application. */
    static final String FIRST_PARTY = "mon-application";

    private static final String AUDIENCE = "https://carnet.test/fhir";
    private static final Duration LIFETIME = Duration.ofHours(12);

    private final ECKey key;
    private final Path jwks;

    /** Makes a key. */
    public Issuers() throws JOSEException, IOException {
        key = new ECKeyGenerator(Curve.P_256).keyID("perf").generate();
        jwks = Files.createTempFile("carnet-perf-jwks", ".json");
        jwks.toFile().deleteOnExit();
        Files.writeString(jwks, new JWKSet(key.toPublicJWK()).toString());
    }

    /** @return the settings that make Carnet believe them */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> kinds = List.of("pro-sante-connect", "support", "smart");
        for (int n = 0; n < kinds.size(); n++) {
            String prefix = "carnet.security.issuers[" + n + "].";
            settings.put(prefix + "issuer", issuer(kinds.get(n)));
            settings.put(prefix + "jwks-uri", jwks.toUri().toString());
            settings.put(prefix + "audience", AUDIENCE);
            settings.put(prefix + "kind", kinds.get(n));
        }
        return settings;
    }

    /** @return a token of the support desk */
    String support() {
        return sign("support", Map.of("sub", "agent-1", "scope", "lifecycle"));
    }

    /** @return a token of a general practitioner with this PS_IdNat */
    String doctor(String id) {
        Map<String, Object> exercise = Map.of("codeProfession", "10", "codeSavoirFaire", "SM54", "codeCategorieProfessionnelle", "C",
                "activities", List.of(Map.of("codeSecteurDactivite", "SA07")));
        return sign("pro-sante-connect", Map.of("sub", "f:perf:" + id, "SubjectNameID", id, "given_name", "Anne", "family_name", "BERNARD",
                "SubjectRefPro", Map.of("exercices", List.of(exercise)), "Acces_Regulation_Medicale", "FAUX"));
    }

    /** @return a token of the holder of a record, through the first-party application */
    String holder(String patient) {
        return sign("smart", Map.of("sub", "holder-" + patient, "client_id", FIRST_PARTY, "patient", patient, "fhirUser", "Patient/" + patient, "scope", "patient/*.cruds"));
    }

    private String sign(String kind, Map<String, Object> claims) {
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder().issuer(issuer(kind)).audience(AUDIENCE).jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(Instant.now())).expirationTime(Date.from(Instant.now().plus(LIFETIME)));
        claims.forEach(builder::claim);
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), builder.build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private static String issuer(String kind) {
        return "https://issuer.test/" + kind;
    }
}
