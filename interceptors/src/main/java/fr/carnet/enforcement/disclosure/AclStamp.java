package fr.carnet.enforcement.disclosure;

import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.DataCategory;
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
        boolean masked = document.labels().contains(Visibility.MASQUE_PS);
        boolean holder = !document.labels().contains(Visibility.INVISIBLE_PATIENT);
        boolean representative = holder && !document.labels().contains(Visibility.INVISIBLE_REPRESENTANTS_LEGAUX);
        Set<AclToken> tokens = new HashSet<>(authors);
        if (holder) {
            tokens.add(AclToken.HOLDER);
        }
        if (representative) {
            tokens.add(AclToken.REPRESENTATIVE);
        }
        document.type().ifPresent(type -> {
            DataCategory category = new DataCategory("DocumentReference", type);
            tokens.add(masked ? AclToken.maskedType(type) : AclToken.type(type));
            if (holder) {
                tokens.add(AclToken.app(category, false, masked));
            }
            if (representative) {
                tokens.add(AclToken.app(category, true, masked));
            }
        });
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

    private static Set<AclToken> ofHolderOnly(Set<AclToken> further) {
        Set<AclToken> tokens = new HashSet<>(further);
        tokens.add(AclToken.HOLDER);
        tokens.add(AclToken.REPRESENTATIVE);
        return Set.copyOf(tokens);
    }
}
