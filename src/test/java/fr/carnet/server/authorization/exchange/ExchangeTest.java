package fr.carnet.server.authorization.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.carnet.server.support.CapturedLog;
import fr.carnet.server.support.ProSanteConnectSite;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.Tokens;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 8693 and the ANS transport guide: a Pro Santé Connect access token in, a token of this server out. */
class ExchangeTest {

    private static final String DOCTOR = "810000000781";

    private final Bench bench = Bench.shared();

    @Test
    @DisplayName("RFC 8693 2.2.1: the answer has the token, its type, its life and its scope; no refresh token, and it is not to be stored")
    void answer() throws IOException {
        Reply reply = bench.byCertificate(Bench.asking(bench.connect.login(Bench.doctor(DOCTOR))));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonNode json = new ObjectMapper().readTree(reply.text());
        assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrder("access_token", "issued_token_type", "token_type", "expires_in", "scope");
        assertThat(json.get("issued_token_type").asText()).isEqualTo(Bench.ACCESS_TOKEN);
        assertThat(json.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(json.get("expires_in").asInt()).isBetween(3590, 3600);
        assertThat(json.get("scope").asText()).isEqualTo(Bench.SCOPE);
        assertThat(reply.header("Cache-Control")).contains("no-store");
    }

    @Test
    @DisplayName("RFC 9068, API 2: the token says who, through what, for whom and until when, and of the exercices the chosen one alone, without addresses")
    void claims() throws Exception {
        Map<String, Object> exercise = Tokens.exercise("10", "SM54", null);
        ((Map<String, Object>) ((List<?>) exercise.get("activities")).get(0)).putAll(Map.of("numeroFinessSite", "990000018", "libelleVoie", "de la Paix"));
        Map<String, Object> userinfo = Bench.professional(DOCTOR, exercise, Tokens.exercise("28", null, null));
        userinfo.putAll(Map.of("SubjectOrganizationID", "1990000018", "email", "anne@example.org"));
        Map<String, String> asking = Bench.asking(bench.connect.login(userinfo));
        asking.putAll(Map.of("actor_token", Bench.plain(Bench.actor("10C").build()), "actor_token_type", Bench.JWT));
        JWTClaimsSet claims = claims(bench.byCertificate(asking));

        assertThat(claims.getIssuer()).isEqualTo(bench.server.root());
        assertThat(claims.getAudience()).containsExactly(bench.server.api().base());
        assertThat(claims.getSubject()).isEqualTo(DOCTOR);
        assertThat(claims.getStringClaim("token_kind")).isEqualTo("pro-sante-connect");
        assertThat(claims.getStringClaim("client_id")).isEqualTo(Bench.BY_CERTIFICATE);
        assertThat(claims.getJSONObjectClaim("act")).isEqualTo(Map.of("sub", Bench.BY_CERTIFICATE, "lps_nom", "Cabinet+", "lps_id", "LPS-42", "lps_version", "7.1"));
        assertThat(claims.getJSONObjectClaim("SubjectRefPro")).isEqualTo(Map.of("exercices", List.of(Map.of("codeProfession", "10", "codeCategorieProfessionnelle", "C",
                "codeSavoirFaire", "SM54", "activities", List.of(Map.of("codeSecteurDactivite", "SA07", "numeroFinessSite", "990000018"))))));
        assertThat(claims.getStringClaim("SubjectOrganizationID")).isEqualTo("1990000018");
        assertThat(claims.getStringClaim("situation_exercice")).isEqualTo("10C");
        assertThat(claims.getStringClaim("Acces_Regulation_Medicale")).isEqualTo("FAUX");
        assertThat(claims.getClaims()).doesNotContainKey("email");
        assertThat(Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant())).isEqualTo(Duration.ofHours(1));
    }

    @Test
    @DisplayName("Rights come from userinfo alone: nothing in the request and nothing in the actor token adds to them")
    void nothingFromTheRequest() throws Exception {
        Map<String, String> asking = Bench.asking(bench.connect.login(Bench.doctor(DOCTOR)));
        JWTClaimsSet actor = Bench.actor("10C").claim("Acces_Regulation_Medicale", "VRAI").claim("SubjectNameID", "810000000999").claim("SubjectOrganizationID", "1990000999").build();
        asking.putAll(Map.of("actor_token", Bench.plain(actor), "actor_token_type", Bench.JWT, "Acces_Regulation_Medicale", "VRAI", "SubjectNameID", "810000000999"));
        JWTClaimsSet claims = claims(bench.byCertificate(asking));
        assertThat(claims.getStringClaim("Acces_Regulation_Medicale")).isEqualTo("FAUX");
        assertThat(claims.getStringClaim("SubjectNameID")).isEqualTo(DOCTOR);
        assertThat(claims.getClaims()).doesNotContainKey("SubjectOrganizationID");
        assertThat(claims.getJSONObjectClaim("act")).containsOnlyKeys("sub", "lps_nom", "lps_id", "lps_version");
    }

    @Test
    @DisplayName("RFC 8693 1.1: a subject token is used, not used up: it may be exchanged again while it lives, verified anew each time; its userinfo is fetched once")
    void again() throws Exception {
        String subject = bench.connect.login(Bench.doctor("810000000792"));
        int before = bench.connect.userinfos();
        String first = claims(bench.byCertificate(Bench.asking(subject))).getJWTID();
        assertThat(claims(bench.byCertificate(Bench.asking(subject))).getJWTID()).isNotEqualTo(first);
        assertThat(bench.connect.userinfos()).isEqualTo(before + 1);
        bench.connect.end(subject);
        Exchanges.assertRefused(bench.byCertificate(Bench.asking(subject)), 400, "invalid_request");
    }

    @Test
    @DisplayName("Pro Santé Connect away, or failing: 503 temporarily_unavailable, Retry-After, nothing issued; back again, it works")
    void away() {
        String subject = bench.connect.login(Bench.doctor("810000000803"));
        long before = issued();
        for (int status : new int[] {500, 503, 429}) {
            try (TestClock.Moved failing = bench.connect.answering(status)) {
                Reply reply = bench.byCertificate(Bench.asking(subject));
                Exchanges.assertRefused(reply, 503, "temporarily_unavailable");
                assertThat(reply.header("Retry-After")).isNotBlank();
            }
        }
        assertThat(issued()).isEqualTo(before);
        assertThat(bench.byCertificate(Bench.asking(subject)).status()).isEqualTo(200);
        assertThat(issued()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("Neither tokens nor persons nor secrets are in the log, whether the exchange succeeds or fails")
    void silence() throws Exception {
        String subject = bench.connect.login(Bench.doctor("810000000814"));
        String actor = Bench.plain(Bench.actor("28C").build());
        try (CapturedLog log = new CapturedLog()) {
            String issued = new ObjectMapper().readTree(bench.byCertificate(Bench.asking(subject)).text()).get("access_token").asText();
            Map<String, String> wrong = Bench.asking(subject);
            wrong.putAll(Map.of("actor_token", actor, "actor_token_type", Bench.JWT));
            assertThat(bench.byCertificate(wrong).status()).isEqualTo(400);
            try (TestClock.Moved failing = bench.connect.answering(503)) {
                assertThat(bench.byCertificate(Bench.asking(subject)).status()).isEqualTo(503);
            }
            assertThat(log.text()).contains("token exchanged for " + Bench.BY_CERTIFICATE).contains("token exchange refused to " + Bench.BY_CERTIFICATE);
            assertThat(log.text()).doesNotContain("810000000814", "BERNARD", subject, actor, issued, issued.split("\\.")[2], ProSanteConnectSite.SECRET);
        }
    }

    private long issued() {
        return bench.server.database().sql("select count(*) from carnet.oauth2_authorization").query(Long.class).single();
    }

    private static JWTClaimsSet claims(Reply reply) throws IOException, ParseException {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return SignedJWT.parse(new ObjectMapper().readTree(reply.text()).get("access_token").asText()).getJWTClaimsSet();
    }
}
