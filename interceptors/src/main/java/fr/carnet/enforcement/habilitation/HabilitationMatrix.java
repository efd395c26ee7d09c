package fr.carnet.enforcement.habilitation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The matrice d'habilitation: which document types each column of professions reads (arrêté du 26 octobre 2023). Immutable.
 *
 * @param columns column keys in the order of the file
 * @param cells   document type code -> column key -> cell
 * @param described document type code -> what the file says of the type
 */
public record HabilitationMatrix(List<String> columns, Map<String, Map<String, Cell>> cells, Map<String, DocumentType> described) {

    public HabilitationMatrix {
        columns = List.copyOf(columns);
        cells = Map.copyOf(cells);
        described = Map.copyOf(described);
    }

    /**
     * @param column column key
     * @return codes of the types that the column reads; empty for a column the matrix does not have
     */
    public Set<String> readableBy(String column) {
        return cells.entrySet().stream()
                .filter(row -> row.getValue().get(column) == Cell.YES)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @return codes of all document types that the matrix knows */
    public Set<String> types() {
        return cells.keySet();
    }

    /** @return how many cells of each column no source fills, in the order of the columns */
    public Map<String, Long> unknownByColumn() {
        Map<String, Long> unknown = new LinkedHashMap<>();
        for (String column : columns) {
            unknown.put(column, cells.values().stream().filter(row -> row.get(column) == Cell.UNKNOWN).count());
        }
        return unknown;
    }
}
