package fr.carnet.enforcement.support;

import fr.carnet.enforcement.disclosure.AclStamp;
import fr.carnet.enforcement.disclosure.DocumentFacts;
import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.policy.AclToken;
import java.util.HashSet;
import java.util.Set;

/**
 * A document in a record.
 *
 * @param facts   what the rules know about it
 * @param authors author tokens, as stamped at deposit
 */
public record Deposit(DocumentFacts facts, Set<AclToken> authors) {

    /** @return its tokens */
    public Set<AclToken> stamp() {
        return AclStamp.ofDocument(facts, authors);
    }

    /** @return the same document, and no author among those who ask */
    public Deposit byNobody() {
        return new Deposit(facts, Set.of());
    }

    /** @param label a label more */
    public Deposit labelled(Visibility label) {
        Set<Visibility> labels = new HashSet<>(facts.labels());
        labels.add(label);
        return new Deposit(new DocumentFacts(facts.type(), labels, facts.deleted()), authors);
    }

    /** @return the same document, logically deleted */
    public Deposit deleted() {
        return new Deposit(new DocumentFacts(facts.type(), facts.labels(), true), authors);
    }
}
