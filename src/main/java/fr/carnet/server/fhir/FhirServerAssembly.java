package fr.carnet.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.hapi.Enforcement;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.hapi.StrictReading;
import fr.carnet.server.config.EndpointSettings;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.OfferedProviders;
import fr.carnet.server.storage.OfferedStatement;
import fr.carnet.server.validation.ValidationInterceptor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The FHIR endpoint. Its chain, in the order in which a request meets it: servlet filters (readiness 10, trace 20, alert 25, headers 30, body limit
 * 40, identity and rate 50), then {@link #chain}: admission (allow-list, gate, rewriting, sight), validation, HAPI's storage with narrowing and stamping, tripwire,
 * explanation. No setting adds a stage or takes one away.
 */
@Configuration(proxyBeanMethods = false)
class FhirServerAssembly {

    /** Every interceptor on the servlet, in order. */
    static List<Object> chain(Enforcement enforcement, ValidationInterceptor validation) {
        List<Object> chain = new ArrayList<>(enforcement.endpoint());
        chain.add(validation);
        return chain;
    }

    @Bean
    ServletRegistrationBean<RestfulServer> fhirServlet(FhirContext fhir, List<OfferedProvider> providers, List<OfferedProviders> families,
            OfferedStatement statement, Enforcement enforcement, ValidationInterceptor validation, EndpointSettings endpoint,
            IInterceptorService storageInterceptors) {
        enforcement.storage().forEach(storageInterceptors::registerInterceptor);
        RestfulServer server = new Endpoint(fhir);
        server.setServerAddressStrategy(new HardcodedServerAddressStrategy(endpoint.baseUrl()));
        server.registerProviders(providers);
        families.forEach(family -> server.registerProviders(family.all()));
        server.setServerConformanceProvider(statement);
        server.setDefaultResponseEncoding(EncodingEnum.JSON);
        server.setDefaultPrettyPrint(false);
        chain(enforcement, validation).forEach(server::registerInterceptor);
        ServletRegistrationBean<RestfulServer> registration = new ServletRegistrationBean<>(server, "/fhir/*");
        registration.setName("fhir");
        registration.setLoadOnStartup(1);
        return registration;
    }

    /** HAPI's server without the header that names its version. */
    private static final class Endpoint extends RestfulServer {

        private static final long serialVersionUID = 1L;

        Endpoint(FhirContext fhir) {
            super(fhir);
            // What a caller sends and the parser does not know is refused, never dropped.
            fhir.setParserErrorHandler(new StrictReading());
        }

        @Override
        public void addHeadersToResponse(HttpServletResponse response) {
            // X-Powered-By would tell which version to attack.
        }

        @Override
        protected String getOrCreateRequestId(HttpServletRequest request) {
            return request.getAttribute(RequestScope.DRAFT_ATTRIBUTE) instanceof AuditDraft draft ? draft.requestId() : super.getOrCreateRequestId(request);
        }

        @Override
        protected void addRequestIdToResponse(ServletRequestDetails request, String requestId) {
            // The trace filter has set it; HAPI would add a second one.
        }
    }
}
