package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.compartment.EntryFacts;
import fr.carnet.enforcement.consent.SharingRight;
import fr.carnet.enforcement.policy.ActorId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Reference;

/** Reads from an entry what its stamp depends on. */
final class EntryReader {

    private final CategoryReader categories;

    EntryReader(CategoryReader categories) {
        this.categories = categories;
    }

    /** @return facts for the stamp of what is neither document nor List */
    EntryFacts facts(DomainResource resource) {
        boolean managed = resource instanceof Consent consent
                && ConsentKind.of(consent).filter(kind -> kind.choice() != SharingRight.Choice.PERSONAL).isPresent();
        Optional<ActorId> about = resource instanceof Consent consent ? ConsentReader.actor(consent) : Optional.empty();
        return new EntryFacts(categories.of(resource), EntryStatus.isDeleted(resource), managed, about.stream().collect(Collectors.toSet()), recipients(resource));
    }

    private static Set<ActorId> recipients(DomainResource resource) {
        Stream<Reference> recipients = resource instanceof Communication message ? message.getRecipient().stream() : Stream.empty();
        return recipients.map(Actors::of).flatMap(Optional::stream).collect(Collectors.toSet());
    }
}
