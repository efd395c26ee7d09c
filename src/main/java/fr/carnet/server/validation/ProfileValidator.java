package fr.carnet.server.validation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ValidationOptions;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Finding;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Validates a resource against FHIR R4 and this project's profile for it, once, in memory. Profiles of other guides that it declares are checked when the
 * operator loaded them. No reference is resolved: what it names may be hidden from whoever asks.
 */
@Component
public final class ProfileValidator {

    private static final Comparator<Finding> ERRORS_FIRST = Comparator.comparing(finding -> !finding.isError());

    private final FhirContext fhir;
    private final SingletonSupplier<FhirValidator> validator;
    private final ProfileSelection profiles;
    private final FindingReader findings;
    private final List<ResourceCheck<?>> checks;
    private final SingletonSupplier<FreeValues> free;
    private final SoundForms forms = new SoundForms();

    ProfileValidator(FhirContext fhir, @Lazy Definitions definitions, ProfileSelection profiles, FindingReader findings, List<ResourceCheck<?>> checks) {
        this.fhir = fhir;
        this.validator = SingletonSupplier.of(() -> fhir.newValidator().registerValidatorModule(new ReusedInstanceValidator(definitions.support())));
        this.free = SingletonSupplier.of(() -> new FreeValues(definitions.support(), profiles));
        this.profiles = profiles;
        this.findings = findings;
        this.checks = checks;
    }

    /**
     * @param resource what is validated; of a transaction, the Bundle and each resource that it brings
     * @param caller   who asks
     * @return what a write of this resource would be told: what its definitions say, and the rules of its type that are not in them
     */
    public List<Finding> verdict(Resource resource, Caller caller, ValidationAsked asked) {
        List<Finding> verdict = new ArrayList<>(findings(resource, asked.profile()));
        broken(resource, caller, asked, verdict::add);
        verdict.sort(ERRORS_FIRST);
        return verdict;
    }

    /**
     * @param resource about to be stored
     * @param caller   who writes
     * @return warnings
     * @throws Refusal when it must not be stored: with every error it has, or by the one rule that has an answer of its own (too large, media type)
     */
    public List<Finding> require(Resource resource, Caller caller) {
        List<Finding> verdict = verdict(resource, caller, ValidationAsked.WRITE);
        verdict.stream().map(Finding::refusal).flatMap(Optional::stream).filter(refusal -> refusal.answer() != Answer.BUSINESS_RULE).findFirst().ifPresent(refusal -> {
            throw refusal;
        });
        if (verdict.stream().anyMatch(Finding::isError)) {
            throw Refusal.invalid(verdict);
        }
        return verdict;
    }

    /**
     * @param before a stored resource
     * @param after  what a change makes of it
     * @return warnings
     * @throws Refusal when the change brings an error: what was stored under older definitions stays as it is, and may still be hidden or archived
     */
    public List<Finding> require(Resource before, Resource after) {
        List<Finding> found = findings(after, Optional.empty());
        if (found.stream().anyMatch(Finding::isError)) {
            List<Finding> known = findings(before, Optional.empty());
            List<Finding> brought = found.stream().filter(finding -> !known.contains(finding)).toList();
            if (brought.stream().anyMatch(Finding::isError)) {
                throw Refusal.invalid(brought);
            }
        }
        return found.stream().filter(finding -> !finding.isError()).toList();
    }

    private List<Finding> findings(Resource resource, Optional<String> profile) {
        if (!(resource instanceof Bundle bundle) || bundle.getType() != Bundle.BundleType.TRANSACTION) {
            return validated(resource, profile);
        }
        // Words that name a UUID name the sender's.
        List<Finding> all = new ArrayList<>(validated(TransactionShell.renamed(bundle), profile).isEmpty() ? List.of() : validated(TransactionShell.of(bundle), profile));
        eachEntry(bundle, (inner, place) -> findings(inner, Optional.empty()).forEach(finding -> all.add(finding.within(place))));
        return all;
    }

    private List<Finding> validated(Resource resource, Optional<String> profile) {
        ValidationOptions options = new ValidationOptions();
        profiles.of(resource).forEach(options::addProfile);
        profile.ifPresent(options::addProfile);
        // As JSON, whatever form it was parsed from: HAPI would write it back in that one.
        String json = WithoutBytes.of(resource, () -> fhir.newJsonParser().encodeResourceToString(resource));
        // What carries no medical fact is its own form; of what does, all that rules look at. Rules of a profile that was asked for were not looked at.
        boolean empty = resource instanceof Binary || resource instanceof Bundle bundle && bundle.getType() == Bundle.BundleType.TRANSACTION;
        Optional<String> form = empty ? Optional.of(json) : profile.isEmpty() ? free.obtain().form(resource.fhirType(), json) : Optional.empty();
        return form.map(made -> forms.findings(SoundForms.Key.of(made, options.getProfiles()), made.equals(json), () -> validated(json, options), () -> validated(made, options)))
                .orElseGet(() -> validated(json, options));
    }

    private List<Finding> validated(String json, ValidationOptions options) {
        return validator.obtain().validateWithResult(json, options).getMessages().stream().flatMap(message -> findings.read(message).stream()).distinct().toList();
    }

    private void broken(Resource resource, Caller caller, ValidationAsked asked, Consumer<Finding> tell) {
        checks.stream().filter(asked::asks).flatMap(check -> broken(check, resource, caller).stream()).map(findings::read).forEach(tell);
        if (resource instanceof Bundle bundle && bundle.getType() == Bundle.BundleType.TRANSACTION) {
            eachEntry(bundle, (inner, place) -> broken(inner, caller, asked, finding -> tell.accept(finding.within(place))));
        }
    }

    private static <T extends Resource> Optional<Refusal> broken(ResourceCheck<T> check, Resource resource, Caller caller) {
        if (!check.type().isInstance(resource)) {
            return Optional.empty();
        }
        try {
            check.check(check.type().cast(resource), caller);
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal);
        }
    }

    private static void eachEntry(Bundle bundle, BiConsumer<Resource, String> look) {
        for (int i = 0; i < bundle.getEntry().size(); i++) {
            Resource inner = bundle.getEntry().get(i).getResource();
            if (inner != null) {
                look.accept(inner, Finding.entry(i));
            }
        }
    }
}
