package fr.carnet.server.validation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ValidationOptions;
import fr.carnet.enforcement.hapi.Finding;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/**
 * Validates a resource against FHIR R4 and this project's profile for it, once, in memory. Profiles of other guides that it declares are checked when the
 * operator loaded them. No reference is resolved: what it names may be hidden from whoever asks.
 */
@Component
public final class ProfileValidator {

    private final FhirValidator validator;
    private final ProfileSelection profiles;
    private final FindingReader findings;
    private final List<ResourceRule<?>> rules;

    ProfileValidator(FhirContext fhir, Definitions definitions, ProfileSelection profiles, FindingReader findings, List<ResourceRule<?>> rules) {
        FhirInstanceValidator module = new FhirInstanceValidator(definitions.support());
        module.setAnyExtensionsAllowed(true);
        module.setErrorForUnknownProfiles(false);
        this.validator = fhir.newValidator().registerValidatorModule(module);
        this.profiles = profiles;
        this.findings = findings;
        this.rules = rules;
    }

    /** @return errors and warnings of a resource that is to be stored; of a transaction and of each resource that it brings */
    public List<Finding> findings(Resource resource) {
        if (!(resource instanceof Bundle bundle) || bundle.getType() != Bundle.BundleType.TRANSACTION) {
            return validated(resource);
        }
        List<Finding> all = new ArrayList<>(validated(TransactionShell.of(bundle)));
        eachEntry(bundle, (inner, place) -> findings(inner).forEach(finding -> all.add(finding.within(place))));
        return all;
    }

    private List<Finding> validated(Resource resource) {
        ValidationOptions options = new ValidationOptions();
        profiles.of(resource).ifPresent(options::addProfile);
        return WithoutBytes.of(resource, () -> validator.validateWithResult(resource, options)).getMessages().stream()
                .flatMap(message -> findings.read(message).stream()).distinct().toList();
    }

    /**
     * @param caller who asks
     * @return what a write of this resource would be told: findings, and the rules of its type that are not in a profile
     */
    public List<Finding> verdict(Resource resource, Caller caller) {
        List<Finding> verdict = new ArrayList<>(findings(resource));
        broken(resource, caller).ifPresent(verdict::add);
        if (resource instanceof Bundle bundle && bundle.getType() == Bundle.BundleType.TRANSACTION) {
            eachEntry(bundle, (inner, place) -> broken(inner, caller).ifPresent(finding -> verdict.add(finding.within(place))));
        }
        return verdict;
    }

    private static void eachEntry(Bundle bundle, BiConsumer<Resource, String> look) {
        for (int i = 0; i < bundle.getEntry().size(); i++) {
            Resource inner = bundle.getEntry().get(i).getResource();
            if (inner != null) {
                look.accept(inner, Finding.entry(i));
            }
        }
    }

    private Optional<Finding> broken(Resource resource, Caller caller) {
        for (ResourceRule<?> rule : rules) {
            try {
                check(rule, resource, caller);
            } catch (Refusal refusal) {
                return Optional.of(findings.read(refusal));
            }
        }
        return Optional.empty();
    }

    private static <T extends Resource> void check(ResourceRule<T> rule, Resource resource, Caller caller) {
        if (rule.type().isInstance(resource)) {
            rule.check(rule.type().cast(resource), caller);
        }
    }
}
