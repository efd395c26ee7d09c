package fr.carnet.server.conformance;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes profiles that come without a snapshot, here and by one thread: HAPI, left to do so while it validates, locks one profile and then all others,
 * and two first requests at once wait for each other for ever. The build ships this project's profiles complete; packages may not be.
 */
final class Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final List<Resource> definitions;
    private final SnapshotGeneratingValidationSupport generator;
    private final ValidationSupportContext known;

    Snapshots(FhirContext fhir, IValidationSupport r4, List<Resource> definitions) {
        this.definitions = definitions;
        PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(fhir);
        definitions.forEach(own::addResource);
        this.generator = new SnapshotGeneratingValidationSupport(fhir);
        this.known = new ValidationSupportContext(new ValidationSupportChain(own, r4, generator, new InMemoryTerminologyServerValidationSupport(fhir)));
    }

    /** @return all definitions, profiles with their snapshots; without those that cannot have one */
    List<Resource> complete() {
        return definitions.stream().flatMap(definition -> completed(definition).stream()).toList();
    }

    private Optional<Resource> completed(Resource definition) {
        if (!(definition instanceof StructureDefinition profile) || profile.hasSnapshot()) {
            return Optional.of(definition);
        }
        try {
            return Stream.of(generator.generateSnapshot(known, profile, profile.getUrl(), null, profile.getName())).map(Resource.class::cast).findFirst();
        } catch (BaseServerResponseException incomplete) {
            LOG.warn("profile {} is left out: what it builds on is not loaded", profile.getUrl());
            return Optional.empty();
        }
    }
}
