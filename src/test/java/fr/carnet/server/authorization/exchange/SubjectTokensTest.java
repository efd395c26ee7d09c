package fr.carnet.server.authorization.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.carnet.server.config.ExchangeSettings;
import fr.carnet.server.config.ExchangeSettings.Mode;
import fr.carnet.server.config.RefusedSettingException;
import fr.carnet.server.support.ProSanteConnectSite;
import fr.carnet.server.support.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.web.client.RestClient;

/** How a Pro Santé Connect access token is verified, in each of the three ways, by the server's own clock. */
class SubjectTokensTest {

    private static final Map<String, Object> DOCTOR = Bench.doctor("810000000869");

    private final TestClock clock = new TestClock();
    private final ProSanteConnectSite connect = new ProSanteConnectSite(clock);

    @ParameterizedTest
    @EnumSource
    @DisplayName("A good token holds until it ends, to the second, by the server's clock")
    void life(Mode mode) {
        SubjectTokens tokens = tokens(settings(mode, connect.at("/introspect"), Set.of(), Set.of()));
        String token = connect.login(DOCTOR);
        assertThat(tokens.verify(token).sub()).isEqualTo(DOCTOR.get("sub"));
        assertThat(tokens.verify(token).expires()).isEqualTo(TestClock.START.plus(ProSanteConnectSite.LIFETIME));
        try (TestClock.Moved almost = clock.moved(ProSanteConnectSite.LIFETIME.minusSeconds(1))) {
            assertThat(tokens.verify(token).nationalId()).contains("810000000869");
        }
        try (TestClock.Moved over = clock.moved(ProSanteConnectSite.LIFETIME)) {
            refused(() -> tokens.verify(token), "invalid_request");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Somebody else's signature, another issuer and an identity token are refused in each way")
    void foreign(Mode mode) {
        SubjectTokens tokens = tokens(settings(mode, connect.at("/introspect"), Set.of(), Set.of()));
        refused(() -> tokens.verify(new ProSanteConnectSite(clock).login(DOCTOR)), "invalid_request");
        refused(() -> tokens.verify(connect.sign(connect.claims(DOCTOR).issuer("https://ailleurs.test").build())), "invalid_request");
        refused(() -> tokens.verify(connect.sign(connect.claims(DOCTOR).claim("typ", "ID").build())), "invalid_request");
    }

    @Test
    @DisplayName("A session that has ended is seen by asking only: introspection and both refuse, the signature alone cannot know")
    void ended() {
        String token = connect.login(DOCTOR);
        connect.end(token);
        refused(() -> tokens(settings(Mode.INTROSPECTION, connect.at("/introspect"), Set.of(), Set.of())).verify(token), "invalid_request");
        refused(() -> tokens(settings(Mode.BOTH, connect.at("/introspect"), Set.of(), Set.of())).verify(token), "invalid_request");
        assertThat(tokens(settings(Mode.JWKS, connect.at("/introspect"), Set.of(), Set.of())).verify(token).sub()).isEqualTo(DOCTOR.get("sub"));
    }

    @Test
    @DisplayName("Nobody there, keys or introspection: temporarily_unavailable; refused as a client: server_error")
    void away() {
        String token = connect.login(DOCTOR);
        refused(() -> tokens(settings(Mode.INTROSPECTION, "http://127.0.0.1:1/introspect", Set.of(), Set.of())).verify(token), "temporarily_unavailable");
        refused(() -> tokens(new ExchangeSettings(ProSanteConnectSite.ISSUER, Mode.JWKS, "http://127.0.0.1:1/certs", "", connect.at("/userinfo"), "", "", Set.of(), Set.of(),
                Duration.ofHours(1), Duration.ofSeconds(2))).verify(token), "temporarily_unavailable");
        refused(() -> tokens(settings(Mode.INTROSPECTION, connect.at("/introspect"), Set.of(), Set.of(), "autre")).verify(token), "server_error");
    }

    @Test
    @DisplayName("Audience and authorized party are looked at where they are configured")
    void forWhom() {
        String token = connect.login(DOCTOR);
        for (Mode mode : Mode.values()) {
            assertThat(tokens(settings(mode, connect.at("/introspect"), Set.of("account", "autre"), Set.of(ProSanteConnectSite.SOFTWARE))).verify(token).sub()).isNotBlank();
            refused(() -> tokens(settings(mode, connect.at("/introspect"), Set.of("autre"), Set.of())).verify(token), "invalid_request");
            refused(() -> tokens(settings(mode, connect.at("/introspect"), Set.of(), Set.of("autre"))).verify(token), "invalid_request");
        }
    }

    @Test
    @DisplayName("Userinfo, plain or signed, is fetched once in the token's life and not a second longer; somebody else's is refused")
    void userinfo() {
        ExchangeSettings settings = settings(Mode.BOTH, connect.at("/introspect"), Set.of(), Set.of());
        SubjectTokens tokens = tokens(settings);
        UserInfos infos = new UserInfos(new ProSanteConnect(settings, RestClient.builder()), tokens, clock);
        Subject subject = tokens.verify(connect.login(DOCTOR));
        assertThat(infos.of(subject).text("family_name")).contains("BERNARD");
        assertThat(infos.of(subject).text("family_name")).contains("BERNARD");
        assertThat(connect.userinfos()).isEqualTo(1);
        try (TestClock.Moved over = clock.moved(ProSanteConnectSite.LIFETIME.plusSeconds(1))) {
            refused(() -> infos.of(subject), "invalid_request");
        }
        try (TestClock.Moved signing = connect.signingUserinfo()) {
            assertThat(infos.of(tokens.verify(connect.login(DOCTOR))).text("given_name")).contains("Anne");
        }
        Map<String, Object> liar = Bench.doctor("810000000870");
        Subject first = tokens.verify(connect.login(liar));
        liar.put("SubjectNameID", "810000000881");
        refused(() -> infos.of(first), "invalid_request");
        liar.put("sub", "f:test:somebody-else");
        refused(() -> infos.of(new Subject(first.token(), first.sub(), Optional.empty(), first.expires())), "invalid_request");
    }

    @Test
    @DisplayName("Settings that could not be safe stop the start, and say what to set")
    void settings() {
        for (List<String> wrong : List.of(List.of("http://psc.example.org/certs", "jwks-uri"), List.of("", "jwks-uri"), List.of("ftp://127.0.0.1/certs", "jwks-uri"))) {
            assertThatThrownBy(() -> new ExchangeSettings("https://psc.test", Mode.JWKS, wrong.get(0), "", "https://psc.test/userinfo", "", "", Set.of(), Set.of(),
                    Duration.ofHours(1), Duration.ofSeconds(3))).isInstanceOf(RefusedSettingException.class).hasMessageContaining(wrong.get(1));
        }
        assertThatThrownBy(() -> new ExchangeSettings("https://psc.test", Mode.INTROSPECTION, "", "https://psc.test/introspect", "https://psc.test/userinfo", "carnet", "", Set.of(),
                Set.of(), Duration.ofHours(1), Duration.ofSeconds(3))).isInstanceOf(RefusedSettingException.class).hasMessageContaining("client-secret");
        for (Duration life : List.of(Duration.ZERO, Duration.ofMinutes(61))) {
            assertThatThrownBy(() -> new ExchangeSettings("https://psc.test", Mode.JWKS, "https://psc.test/certs", "", "https://psc.test/userinfo", "", "", Set.of(), Set.of(),
                    life, Duration.ofSeconds(3))).isInstanceOf(RefusedSettingException.class).hasMessageContaining("token-lifetime");
        }
    }

    private SubjectTokens tokens(ExchangeSettings settings) {
        return new SubjectTokens(settings, new ProSanteConnect(settings, RestClient.builder()), clock);
    }

    private ExchangeSettings settings(Mode mode, String introspection, Set<String> audience, Set<String> parties) {
        return settings(mode, introspection, audience, parties, ProSanteConnectSite.SECRET);
    }

    private ExchangeSettings settings(Mode mode, String introspection, Set<String> audience, Set<String> parties, String secret) {
        return new ExchangeSettings(ProSanteConnectSite.ISSUER, mode, mode == Mode.INTROSPECTION ? "" : connect.at("/certs"), introspection, connect.at("/userinfo"),
                ProSanteConnectSite.CLIENT, secret, audience, parties, Duration.ofHours(1), Duration.ofSeconds(2));
    }

    private static void refused(ThrowingCallable call, String error) {
        assertThatThrownBy(call).isInstanceOfSatisfying(OAuth2AuthenticationException.class, refused -> assertThat(refused.getError().getErrorCode()).isEqualTo(error));
    }
}
