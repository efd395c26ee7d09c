package fr.carnet.server.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Real access tokens of every kind of caller. */
public final class Tokens {

    private final TestIssuers issuers;
    private final TestClock clock;

    Tokens(TestIssuers issuers, TestClock clock) {
        this.issuers = issuers;
        this.clock = clock;
    }

    /**
     * @param id         PS_IdNat, for example {@code 810000000011}
     * @param profession TRE_G15 code
     * @param specialty  savoir-faire, null for none
     * @param section    section of the pharmacists' order, null for none
     */
    public String professional(String id, String profession, String specialty, String section) {
        return sign("pro-sante-connect", professionalClaims(id, List.of(exercise(profession, specialty, section))));
    }

    /** @return a general practitioner */
    public String doctor(String id) {
        return professional(id, "10", "SM54", null);
    }

    /** @return the claims of a professional with these exercices */
    public static Map<String, Object> professionalClaims(String id, List<Map<String, Object>> exercises) {
        return new HashMap<>(Map.of("sub", "f:test:" + id, "SubjectNameID", id, "given_name", "Anne", "family_name", "BERNARD",
                "SubjectRefPro", Map.of("exercices", exercises), "Acces_Regulation_Medicale", "FAUX"));
    }

    /** @return one exercice */
    public static Map<String, Object> exercise(String profession, String specialty, String section) {
        Map<String, Object> activity = new HashMap<>(Map.of("codeSecteurDactivite", "SA07"));
        if (section != null) {
            activity.put("codeSectionPharmacien", section);
        }
        Map<String, Object> exercise = new HashMap<>(Map.of("codeProfession", profession, "codeCategorieProfessionnelle", "C", "activities", List.of(activity)));
        if (specialty != null) {
            exercise.put("codeSavoirFaire", specialty);
        }
        return exercise;
    }

    /** @return the holder of a record, through the first-party application */
    public String holder(String patientId) {
        return smart(patientId, "Patient/" + patientId, TestIssuers.FIRST_PARTY);
    }

    /** @return a representative, through the first-party application */
    public String representative(String patientId, String relatedPersonId) {
        return smart(patientId, "RelatedPerson/" + relatedPersonId, TestIssuers.FIRST_PARTY);
    }

    /** @return a SMART token of any client */
    public String smart(String patientId, String fhirUser, String client) {
        return sign("smart", Map.of("sub", UUID.randomUUID().toString(), "client_id", client, "patient", patientId, "fhirUser", fhirUser, "scope", "patient/*.cruds"));
    }

    /** @return the support desk */
    public String support() {
        return sign("support", Map.of("sub", "agent-1", "scope", "lifecycle"));
    }

    /** @return the support desk, for the catalogue of third-party services */
    public String catalogue() {
        return sign("support", Map.of("sub", "agent-2", "scope", "catalogue"));
    }

    /** @param id structure identifier, for example {@code 1990000018} */
    public String structure(String id) {
        return sign("structure", Map.of("sub", id, "client_id", "dpi", "scope", "system/*.c"));
    }

    /** @return a national system */
    public String insurer() {
        return sign("insurer", Map.of("sub", "assurance-maladie", "scope", "feed"));
    }

    /** @return a token as this issuer signs it */
    public String sign(String kind, Map<String, Object> claims) {
        return sign(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(issuers.ecKey().getKeyID()).build(), standard(kind, claims).build());
    }

    /** @return the usual claims, to be bent by a test */
    public JWTClaimsSet.Builder standard(String kind, Map<String, Object> claims) {
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder().issuer(TestIssuers.issuer(kind)).audience(TestIssuers.AUDIENCE)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(clock.instant())).expirationTime(Date.from(clock.instant().plus(Duration.ofHours(1))));
        claims.forEach(builder::claim);
        return builder;
    }

    /** @return a token signed with the issuers' EC key under any header */
    public String sign(JWSHeader header, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new ECDSASigner(issuers.ecKey()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
