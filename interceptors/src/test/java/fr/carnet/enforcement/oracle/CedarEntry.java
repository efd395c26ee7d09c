package fr.carnet.enforcement.oracle;

import fr.carnet.enforcement.compartment.EntryFacts;
import fr.carnet.enforcement.compartment.EntryStamp;
import fr.carnet.enforcement.disclosure.AclStamp;
import fr.carnet.enforcement.disclosure.DocumentFacts;
import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.support.Rules;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One thing in a record, or about to be added to it.
 *
 * @param type       FHIR type; a List names one document, and shares its facts
 * @param code       document type or measure code, empty for none
 * @param labels     visibility labels of a document
 * @param deleted    whether it is entered-in-error
 * @param depositor  who added it
 * @param about      the professional that a Consent is about
 * @param managed    whether that Consent is an authorisation or a block
 * @param recipients to whom a message is addressed
 */
record CedarEntry(String type, String code, Set<Visibility> labels, boolean deleted, Caller depositor, Optional<ActorId> about, boolean managed,
        Set<ActorId> recipients) {
    /** @return a thing with nothing to it, for acts that move no data */
    static CedarEntry none() {
        return new CedarEntry("", "", Set.of(), false, new Caller.Anonymous(), Optional.empty(), false, Set.of());
    }

    /** @return what the engine calls it */
    DataCategory category() {
        return new DataCategory(type, code);
    }

    /** @return the engine's side: its acl tokens */
    Set<AclToken> stamp() {
        Set<AclToken> authors = depositor.authorTokens();
        Set<AclToken> document = AclStamp.ofDocument(new DocumentFacts(Optional.of(code).filter(known -> !known.isEmpty()), labels, deleted), authors);
        return switch (type) {
            case "DocumentReference" -> document;
            case "List" -> AclStamp.ofList(List.of(document), authors);
            default -> Rules.types().find(type).map(row -> EntryStamp.of(row, new EntryFacts(category(), deleted, managed, Set.copyOf(about.stream().toList()), recipients), authors))
                    .orElse(Set.of());
        };
    }
}
