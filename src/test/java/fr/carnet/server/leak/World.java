package fr.carnet.server.leak;

import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.rest.server.RestfulServer;
import fr.carnet.server.support.Api;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Tokens;
import org.springframework.boot.web.servlet.ServletRegistrationBean;

/**
 * One of the two worlds.
 *
 * @param server    its server
 * @param secretive whether what callers may not see is there
 */
record World(TestServer server, boolean secretive) {

    World {
        // Searches end their order on the id: ids rise with creation in both worlds, or equal lists would come in another order.
        endpoint(server).registerInterceptor(new RisingIds());
    }

    Api api() {
        return server.api();
    }

    Tokens tokens() {
        return server.tokens();
    }

    Records records() {
        return server.records();
    }

    /** @return HAPI's servlet, whose stages can be taken out while it runs */
    RestfulServer endpoint() {
        return endpoint(server);
    }

    /** @return HAPI's storage stages */
    IInterceptorService storage() {
        return server.bean(IInterceptorService.class);
    }

    private static RestfulServer endpoint(TestServer server) {
        return (RestfulServer) server.bean("fhirServlet", ServletRegistrationBean.class).getServlet();
    }
}
