package fr.carnet.server.conformance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** OpenAPI is there when an operator says so, and otherwise has no address. */
class OpenApiSwitchTest {

    private final ApplicationContextRunner wiring = new ApplicationContextRunner().withUserConfiguration(OpenApiWiring.class);

    @Test
    @DisplayName("Off or not said: neither servlet is there")
    void off() {
        wiring.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("openApiServlet").doesNotHaveBean("swaggerUiServlet"));
        wiring.withPropertyValues("carnet.endpoint.open-api=false").run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("openApiServlet"));
    }

    @Test
    @DisplayName("On: the servlets are wanted, and fail here for what they are made of")
    void on() {
        wiring.withPropertyValues("carnet.endpoint.open-api=true").run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("OpenApiDocument"));
    }

    @Test
    @DisplayName("The settings that ship have it off, but for the demo")
    void shipped() throws IOException {
        List<PropertySource<?>> documents = new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yaml"));
        assertThat(documents.get(0).getProperty("carnet.endpoint.open-api")).isEqualTo(false);
        assertThat(documents.stream().filter(document -> Boolean.TRUE.equals(document.getProperty("carnet.endpoint.open-api")))
                .map(document -> document.getProperty("spring.config.activate.on-profile"))).containsExactly("demo");
    }
}
