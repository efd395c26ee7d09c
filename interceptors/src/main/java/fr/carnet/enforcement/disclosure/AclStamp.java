package fr.carnet.enforcement.disclosure;

import fr.carnet.enforcement.policy.AclToken;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which tokens a resource carries (ARCHITECTURE 1, table). States facts, never rights: changing the matrix restamps nothing. */
public final class AclStamp {

    private AclStamp() {
    }

    /**
     * @param document facts
     * @param authors  author tokens, set at deposit and kept since
     * @return the document's tokens; none when it is deleted
     */
    public static Set<AclToken> ofDocument(DocumentFacts document, Set<AclToken> authors) {
        if (document.deleted()) {
            return Set.of();
        }
        Set<AclToken> tokens = new HashSet<>(authors);
        if (!document.labels().contains(Visibility.INVISIBLE_PATIENT)) {
            tokens.add(AclToken.HOLDER);
            if (!document.labels().contains(Visibility.INVISIBLE_REPRESENTANTS_LEGAUX)) {
                tokens.add(AclToken.REPRESENTATIVE);
            }
        }
        boolean masked = document.labels().contains(Visibility.MASQUE_PS);
        document.type().map(masked ? AclToken::maskedType : AclToken::type).ifPresent(tokens::add);
        return Set.copyOf(tokens);
    }

    /**
     * A List is shown when every document in it is shown: it carries the facts that all of them share.
     *
     * @param documents tokens of each document that the List names
     * @param authors   author tokens of the List itself
     */
    public static Set<AclToken> ofList(Collection<Set<AclToken>> documents, Set<AclToken> authors) {
        if (documents.isEmpty()) {
            return ofHolderOnly(authors);
        }
        Set<AclToken> shared = documents.stream().map(HashSet::new).reduce((left, right) -> {
            left.retainAll(right);
            return left;
        }).orElseThrow();
        shared.removeIf(token -> token.isAuthor() && !authors.contains(token));
        return Set.copyOf(shared);
    }

    /** @return tokens of what concerns the holder and whoever represents him: Consent, RelatedPerson */
    public static Set<AclToken> ofHolderOnly(Set<AclToken> further) {
        Set<AclToken> tokens = new HashSet<>(further);
        tokens.add(AclToken.HOLDER);
        tokens.add(AclToken.REPRESENTATIVE);
        return Set.copyOf(tokens);
    }

    /** @return tokens of the record's Patient */
    public static Set<AclToken> ofPatient() {
        return Set.of(AclToken.IDENTITY);
    }
}
