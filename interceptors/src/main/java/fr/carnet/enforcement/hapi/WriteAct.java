package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.consent.SharingRight;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.jspecify.annotations.Nullable;

/** What a new resource means for the rules. */
final class WriteAct {

    private WriteAct() {
    }

    /** @return the act; about itself a professional declares an authorisation, about others it manages rights as médecin traitant */
    static Act of(RequestDetails request) {
        String type = Optional.ofNullable(request.getResourceName()).orElse("");
        return switch (type) {
            case "Consent" -> declares(RequestScope.caller(request), request.getResource()) ? Act.DECLARE_AUTHORISATION : Act.MANAGE_SHARING;
            case "RelatedPerson" -> Act.DELEGATE;
            default -> Act.DEPOSIT;
        };
    }

    private static boolean declares(Caller caller, @Nullable IBaseResource body) {
        return caller instanceof Caller.Professional && body instanceof Consent consent
                && ConsentReader.actor(consent).map(actor -> SharingRight.isSelf(caller, actor)).orElse(true);
    }

    /** API 4: the extension explicit-consent, on any resource of the deposit. */
    static boolean isConsentDeclared(@Nullable IBaseResource body) {
        if (body instanceof Bundle bundle) {
            return bundle.getEntry().stream().anyMatch(entry -> isConsentDeclared(entry.getResource()));
        }
        return body instanceof DomainResource resource && resource.getExtension().stream()
                .filter(extension -> Canonical.EXPLICIT_CONSENT.equals(extension.getUrl()))
                .map(Extension::getValue)
                .anyMatch(value -> value instanceof BooleanType flag && flag.booleanValue());
    }
}
