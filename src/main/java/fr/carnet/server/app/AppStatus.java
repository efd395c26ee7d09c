package fr.carnet.server.app;

import fr.carnet.enforcement.hapi.Canonical;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Endpoint.EndpointStatus;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Type;

/** Status of a service in the catalogue (schema of Mon espace santé), and FHIR's word for it. */
enum AppStatus {
    /** May act, within its referencing period. */
    EN_LIGNE(EndpointStatus.ACTIVE),
    /** Stopped by its editor. */
    HORS_LIGNE(EndpointStatus.OFF),
    /** On trial: on a server with real records it does not act (ADR 0011). */
    PRESERIE(EndpointStatus.TEST),
    /** Stopped by whoever keeps the catalogue. */
    SUSPENDUE(EndpointStatus.SUSPENDED),
    /** No longer referenced. */
    DEREFERENCEE(EndpointStatus.OFF);

    private final EndpointStatus fhir;

    AppStatus(EndpointStatus fhir) {
        this.fhir = fhir;
    }

    /** @return the FHIR status that stands beside it */
    EndpointStatus fhir() {
        return fhir;
    }

    /** @return the status that an entry states; empty when it states none that is known, or two */
    static Optional<AppStatus> of(Endpoint entry) {
        List<Type> stated = entry.getStatusElement().getExtensionsByUrl(Canonical.APP_STATUS).stream().map(Extension::getValue).toList();
        return stated.size() != 1 || stated.get(0) == null ? Optional.empty()
                : Arrays.stream(values()).filter(status -> status.name().equals(stated.get(0).primitiveValue())).findFirst();
    }
}
