package fr.carnet.server.leak;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.model.util.JpaConstants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;

/** Ids as random as ever, save for their first digits, which count: equal resources sort alike in both worlds. */
@Interceptor
public final class RisingIds {

    private final AtomicLong created = new AtomicLong();

    /** Proposes the id that HAPI would otherwise draw. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void propose(RequestDetails request) {
        IBaseResource body = request.getResource();
        if (body instanceof Bundle bundle) {
            bundle.getEntry().stream().filter(Bundle.BundleEntryComponent::hasResource).forEach(entry -> propose(entry.getResource()));
        } else if (body instanceof Resource resource) {
            propose(resource);
        }
    }

    private void propose(Resource resource) {
        resource.setUserData(JpaConstants.RESOURCE_ID_SERVER_ASSIGNED_VALUE, "%08x%s".formatted(created.incrementAndGet(), UUID.randomUUID().toString().substring(8)));
    }
}
