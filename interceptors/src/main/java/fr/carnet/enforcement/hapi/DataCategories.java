package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.policy.DataCategory;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which codes tell data of one type apart.
 *
 * @param documents document types of the matrix
 * @param measures  codes of the record's measures
 */
public record DataCategories(Set<String> documents, Set<String> measures) {
    public DataCategories {
        documents = Set.copyOf(documents);
        measures = Set.copyOf(measures);
    }

    /** @return every category that a declaration means: a whole type stands for each of its codes, which resources are stamped with */
    public Set<DataCategory> expand(DataCategory declared) {
        Set<String> codes = switch (declared.type()) {
            case "DocumentReference" -> documents;
            case "Observation" -> measures;
            default -> Set.of();
        };
        if (codes.isEmpty() || !declared.code().isEmpty()) {
            return Set.of(declared);
        }
        return codes.stream().map(code -> new DataCategory(declared.type(), code)).collect(Collectors.toUnmodifiableSet());
    }
}
