package fr.carnet.server.conformance;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import fr.carnet.server.config.PackageSettings;
import fr.carnet.server.validation.Definitions;
import java.util.List;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Definitions as a server without an operator's packages has them, without the server. */
public final class ShippedDefinitions {

    private ShippedDefinitions() {
    }

    /** @return FHIR's and the project's */
    public static Definitions definitions() {
        FhirContext fhir = FhirContext.forR4Cached();
        return new CatalogueValidationSupport(fhir, new Catalogue(List.of(new BundledResources(fhir, new PathMatchingResourcePatternResolver()))), new OperatorPackages(fhir, new PackageSettings(List.of())),
                new DefaultProfileValidationSupport(fhir));
    }
}
