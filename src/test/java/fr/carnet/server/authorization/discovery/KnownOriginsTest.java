package fr.carnet.server.authorization.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.carnet.server.config.OAuthClientSettings;
import fr.carnet.server.storage.DatabaseAway;
import fr.carnet.server.storage.RedirectOrigins;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** What a page may read is not known while the table of clients cannot be asked; the request is answered all the same. */
class KnownOriginsTest {

    private static final String APP = "https://app.example.org";
    private static final RedirectOrigins AWAY = origin -> {
        throw new CannotGetJdbcConnectionException("away", new SQLTransientConnectionException("no connection"));
    };

    @Test
    @DisplayName("With the database away nothing is known of an origin, whichever question was asked")
    void databaseAway() {
        KnownOrigins origins = origins(AWAY, ReadinessState.ACCEPTING_TRAFFIC);
        assertThat(origins.ofAnyClient(APP)).isEmpty();
        assertThat(origins.ofTokenRequest(new MockHttpServletRequest(), APP)).isEmpty();
        assertThat(origins(origin -> {
            throw new IllegalStateException(new SQLTransientConnectionException("no connection"));
        }, ReadinessState.ACCEPTING_TRAFFIC).ofAnyClient(APP)).as("however deep the reason").isEmpty();
    }

    @Test
    @DisplayName("A defect is not taken for a database that is away")
    void defect() {
        KnownOrigins origins = origins(origin -> {
            throw new IllegalStateException("a defect");
        }, ReadinessState.ACCEPTING_TRAFFIC);
        assertThatThrownBy(() -> origins.ofAnyClient(APP)).isInstanceOf(IllegalStateException.class).hasMessage("a defect");
    }

    @Test
    @DisplayName("Before the server is ready, and once it stops, the table is not asked")
    void notReady() {
        assertThat(origins(origin -> {
            throw new AssertionError("asked");
        }, ReadinessState.REFUSING_TRAFFIC).ofAnyClient(APP)).isEmpty();
    }

    @Test
    @DisplayName("Otherwise the table's word holds")
    void known() {
        assertThat(origins(APP::equals, ReadinessState.ACCEPTING_TRAFFIC).ofAnyClient(APP)).contains(true);
        assertThat(origins(APP::equals, ReadinessState.ACCEPTING_TRAFFIC).ofAnyClient("https://evil.example.org")).contains(false);
        assertThat(origins(APP::equals, ReadinessState.ACCEPTING_TRAFFIC).ofCall(new MockHttpServletRequest(), APP)).as("no token names no client").contains(false);
    }

    private static KnownOrigins origins(RedirectOrigins catalogue, ReadinessState state) {
        RegisteredClient somebody = RegisteredClient.withId("x").clientId("x").authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS).build();
        ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();
        availability.onApplicationEvent(new AvailabilityChangeEvent<>(KnownOriginsTest.class, state));
        return new KnownOrigins(new ClientOrigins(new InMemoryRegisteredClientRepository(somebody), catalogue, new OAuthClientSettings(List.of())), new DatabaseAway(), availability);
    }
}
