package fr.carnet.server.authorization.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** SMART App Launch 2.2, scopes: what a client may ask for is judged by letters and constraints, not by the text. */
class SmartScopeTableTest {

    @ParameterizedTest(name = "{0} of {1}: {2}, {3}")
    @CsvFileSource(resources = "/spec/smart-scopes.csv", numLinesToSkip = 1)
    void S6_4_scopes(String asked, @Nullable String registered, boolean allowed, String why) {
        List<String> of = registered == null ? List.of() : Arrays.asList(registered.split(" "));
        assertThat(AskedScopes.refused(List.of(asked), of).isEmpty()).as(why).isEqualTo(allowed);
    }

    @Test
    @DisplayName("One scope that may not be asked for refuses the request, and is named")
    void oneOfSeveral() {
        assertThat(AskedScopes.refused(List.of("openid", "patient/Observation.rs", "patient/Condition.rs"), List.of("patient/Observation.rs"))).contains("patient/Condition.rs");
    }

    @Test
    @DisplayName("Granted is what stayed ticked and the context asked for; online_access never; nothing ticked grants nothing")
    void granted() {
        List<String> asked = List.of("openid", "launch/patient", "online_access", "patient/Observation.rs", "patient/Condition.rs");
        assertThat(AskedScopes.granted(asked, List.of("patient/Observation.rs", "online_access"))).containsExactlyInAnyOrder("patient/Observation.rs", "openid", "launch/patient");
        assertThat(AskedScopes.granted(asked, List.of())).isEmpty();
        assertThat(AskedScopes.granted(asked, List.of("online_access"))).isEmpty();
    }
}
