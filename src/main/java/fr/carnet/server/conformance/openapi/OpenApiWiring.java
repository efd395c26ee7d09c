package fr.carnet.server.conformance.openapi;

import fr.carnet.server.config.EndpointSettings;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.ResourcePatternResolver;

/** The documentation on servlets of its own, behind the filters of the FHIR endpoint and beside it. Off, its paths are not there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carnet.endpoint.open-api", havingValue = "true")
class OpenApiWiring {

    @Bean
    ServletRegistrationBean<OpenApiServlet> openApiServlet(OpenApiDocument document) {
        ServletRegistrationBean<OpenApiServlet> registration = new ServletRegistrationBean<>(new OpenApiServlet(document), "/fhir/api-docs");
        registration.setName("openApi");
        return registration;
    }

    @Bean
    ServletRegistrationBean<SwaggerUiServlet> swaggerUiServlet(ResourcePatternResolver resources, EndpointSettings endpoint) throws IOException {
        ServletRegistrationBean<SwaggerUiServlet> registration = new ServletRegistrationBean<>(new SwaggerUiServlet(resources, endpoint.baseUrl()), "/fhir/swagger-ui/*");
        registration.setName("swaggerUi");
        return registration;
    }
}
