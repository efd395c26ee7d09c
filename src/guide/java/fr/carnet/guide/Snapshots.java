package fr.carnet.guide;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.hapi.converters.canonical.VersionCanonicalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.ProfileKnowledgeWorkerR5;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r5.conformance.profile.ProfileUtilities;
import org.hl7.fhir.utilities.validation.ValidationMessage;

/**
 * Completes differentials. HAPI's validation support does the same and drops what the generator has to say of a profile that contradicts its
 * base, so the generator is called here.
 */
final class Snapshots {

    private final FhirContext fhir;
    private final VersionCanonicalizer versions;
    private final WorkerContextValidationSupportAdapter context;

    Snapshots(FhirContext fhir, List<MetadataResource> definitions) {
        this.fhir = fhir;
        this.versions = new VersionCanonicalizer(fhir);
        PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(fhir);
        definitions.forEach(own::addResource);
        this.context = new WorkerContextValidationSupportAdapter(new ValidationSupportChain(new DefaultProfileValidationSupport(fhir), own,
                new SnapshotGeneratingValidationSupport(fhir), new InMemoryTerminologyServerValidationSupport(fhir), new CommonCodeSystemsTerminologyService(fhir)));
    }

    /** @return URL to completed definition */
    Map<String, StructureDefinition> complete(List<StructureDefinition> structures) {
        Map<String, StructureDefinition> completed = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (StructureDefinition structure : structures) {
            completed.put(structure.getUrl(), complete(structure, faults));
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("snapshots with faults:\n" + String.join("\n", faults));
        }
        return completed;
    }

    private StructureDefinition complete(StructureDefinition structure, List<String> faults) {
        org.hl7.fhir.r5.model.StructureDefinition canonical = versions.structureDefinitionToCanonical(structure.copy());
        org.hl7.fhir.r5.model.StructureDefinition base = context.fetchResource(org.hl7.fhir.r5.model.StructureDefinition.class, canonical.getBaseDefinition());
        if (base == null) {
            throw new IllegalStateException(structure.getUrl() + ": unknown base " + structure.getBaseDefinition());
        }
        List<ValidationMessage> messages = new ArrayList<>();
        new ProfileUtilities(context, messages, new ProfileKnowledgeWorkerR5(fhir))
                .generateSnapshot(base, canonical, canonical.getUrl(), "http://hl7.org/fhir/R4/", canonical.getName());
        messages.stream().filter(message -> message.getLevel().isError())
                .forEach(message -> faults.add(structure.getUrl() + ": " + message.getLocation() + ": " + message.getMessage()));
        return (StructureDefinition) versions.structureDefinitionFromCanonical(canonical);
    }
}
