package fr.carnet.server.conformance;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import fr.carnet.server.validation.Definitions;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The catalogue as HAPI's validator and terminology see it: this project's resources and the operator's packages before R4's own, all in memory. A
 * code system that nobody loaded is no fault of the resource: its codes pass unchecked. Made when it is first asked, which the warm-up does: no write is stored without it.
 */
@Component
@Lazy
public final class CatalogueValidationSupport implements Definitions {

    private final IValidationSupport support;

    CatalogueValidationSupport(FhirContext fhir, Catalogue catalogue, OperatorPackages packages, DefaultProfileValidationSupport r4) {
        PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(fhir);
        List<Resource> definitions = Stream.concat(packages.definitions().stream(), catalogue.resources().stream()).toList();
        new Snapshots(fhir, r4, definitions).complete().forEach(own::addResource);
        UnknownCodeSystemWarningValidationSupport unknown = new UnknownCodeSystemWarningValidationSupport(fhir);
        unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.INFORMATION);
        this.support = new ValidationSupportChain(own, r4, new InMemoryTerminologyServerValidationSupport(fhir), new CommonCodeSystemsTerminologyService(fhir), unknown);
    }

    @Override
    public IValidationSupport support() {
        return support;
    }
}
