package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.ReferencedApp;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.DomainResource;
import org.jspecify.annotations.Nullable;

/**
 * {@code meta.source} of what an app writes: its OID, or what stands below it when the app says so (MES API Mesures 1.5.2). It is part of the stamp: what
 * others claim there is dropped, and what an app claims falsely is refused.
 */
public final class AuthorSource {

    private static final String OID = "urn:oid:";

    private final Function<Caller, Optional<ReferencedApp>> apps;

    /** @param apps what the catalogue says of the service that calls */
    public AuthorSource(Function<Caller, Optional<ReferencedApp>> apps) {
        this.apps = apps;
    }

    /**
     * @param resource about to be stored
     * @param caller   who writes it
     * @throws Refusal when an app claims to be another one
     */
    public void check(DomainResource resource, Caller caller) {
        if (resource.getMeta().hasSource()) {
            of(resource, caller, () -> apps.apply(caller));
        }
    }

    /**
     * @param app what the catalogue says of an app
     * @return the source to be stored, without a fragment (the request id is in the trace); null for what no app writes
     */
    static @Nullable String of(DomainResource resource, Caller caller, Supplier<Optional<ReferencedApp>> app) {
        if (!(caller instanceof Caller.App)) {
            return null;
        }
        String own = app.get().map(ReferencedApp::oid).orElseThrow(() -> Refusal.of(Answer.REFUSED));
        String claimed = resource.getMeta().hasSource() ? resource.getMeta().getSource().replaceFirst("#.*$", "") : own;
        String source = claimed.matches("[0-9].*") ? OID + claimed : claimed;
        // 1.2.3 is no root of 1.2.33.
        if (!source.equals(own) && !source.startsWith(own + ".")) {
            throw Refusal.official(MesError.SOURCE_NOT_OWN, resource.fhirType() + ".meta.source", "source-not-own", resource.fhirType(), own.substring(OID.length()));
        }
        return source;
    }
}
