package fr.carnet.enforcement.compartment;

import fr.carnet.enforcement.policy.AclToken;
import java.util.HashSet;
import java.util.Set;

/** Tokens of what is neither document nor List, one audience of its row after the other. */
public final class EntryStamp {

    private static final String NATIONAL_SYSTEM = "au.insurer.";

    private EntryStamp() {
    }

    /**
     * @param row     the type's row
     * @param facts   what else counts
     * @param authors author tokens, set at deposit and kept since
     * @return its tokens; none when it is deleted
     */
    public static Set<AclToken> of(GovernedType row, EntryFacts facts, Set<AclToken> authors) {
        if (facts.deleted()) {
            return Set.of();
        }
        if (row.readers().contains(Audience.IDENTITY)) {
            return Set.of(AclToken.IDENTITY);
        }
        Set<AclToken> tokens = new HashSet<>(authors);
        for (Audience reader : row.readers()) {
            switch (reader) {
                case HOLDER -> tokens.addAll(Set.of(AclToken.HOLDER, AclToken.REPRESENTATIVE));
                case CARE -> tokens.add(AclToken.type(row.type()));
                case CARE_HISTORY -> {
                    if (authors.stream().anyMatch(author -> author.value().startsWith(NATIONAL_SYSTEM))) {
                        tokens.add(AclToken.type(row.type()));
                    }
                }
                case APP -> tokens.addAll(Set.of(AclToken.app(facts.category(), false, false), AclToken.app(facts.category(), true, false)));
                case ABOUT -> facts.about().stream().map(AclToken::about).forEach(tokens::add);
                case RECIPIENTS -> facts.recipients().stream().map(AclToken::recipient).forEach(tokens::add);
                default -> throw new IllegalArgumentException(row.type() + " is stamped by its own rules");
            }
        }
        if (facts.managed()) {
            tokens.add(AclToken.MANAGED);
        }
        return Set.copyOf(tokens);
    }
}
