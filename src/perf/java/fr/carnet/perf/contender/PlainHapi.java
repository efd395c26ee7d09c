package fr.carnet.perf.contender;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The baseline: HAPI FHIR JPA R4 as it comes. Search cache on, every search parameter of R4, every resource type, HAPI's default settings and
 * its own response writer; no authentication, no rules, no validation, no trace, no interceptor at all.
 */
@SpringBootConfiguration
// Named one by one: what else Carnet has on the class path (sessions, security, pages) would be started too.
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    ServletWebServerFactoryAutoConfiguration.class
})
@Import(PlainStorage.class)
public class PlainHapi {

    /** @param args port, JDBC URL, user, password */
    public static void main(String[] args) {
        SpringApplication.run(PlainHapi.class,
                // Carnet's application.yaml is on the class path too: not read.
                "--spring.config.name=plain-hapi",
                "--spring.main.banner-mode=off",
                "--spring.main.allow-bean-definition-overriding=true",
                "--spring.main.allow-circular-references=true",
                "--server.address=127.0.0.1",
                "--server.port=" + args[0],
                "--spring.datasource.url=" + args[1],
                "--spring.datasource.username=" + args[2],
                "--spring.datasource.password=" + args[3]);
    }

    @Bean
    ServletRegistrationBean<RestfulServer> fhirServlet(FhirContext fhir, ResourceProviderFactory resourceProviders, IJpaSystemProvider systemProvider,
            DatabaseBackedPagingProvider paging, IFhirSystemDao<?, ?> systemDao, JpaStorageSettings settings, ISearchParamRegistry searchParameters,
            IValidationSupport validationSupport) {
        RestfulServer server = new RestfulServer(fhir);
        server.registerProviders(resourceProviders.createProviders());
        server.registerProvider(systemProvider);
        server.setPagingProvider(paging);
        server.setServerConformanceProvider(new JpaCapabilityStatementProvider(server, systemDao, settings, searchParameters, validationSupport));
        ServletRegistrationBean<RestfulServer> registration = new ServletRegistrationBean<>(server, "/fhir/*");
        registration.setLoadOnStartup(1);
        return registration;
    }
}
