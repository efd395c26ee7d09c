package fr.carnet.server.entry;

import fr.carnet.enforcement.hapi.AuthorSource;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.validation.ResourceCheck;
import org.hl7.fhir.r4.model.DomainResource;
import org.springframework.stereotype.Component;

/** An app does not write in another one's name: {@code meta.source} begins with its own OID, or is left to the server (MES API Mesures 1.5.2). */
@Component
class SourceCheck implements ResourceCheck<DomainResource> {

    private final AuthorSource sources;

    SourceCheck(AuthorSource sources) {
        this.sources = sources;
    }

    @Override
    public Class<DomainResource> type() {
        return DomainResource.class;
    }

    @Override
    public boolean isAboutWriting() {
        return true;
    }

    @Override
    public void check(DomainResource resource, Caller caller) {
        sources.check(resource, caller);
    }
}
