package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.habilitation.DocumentType;
import fr.carnet.enforcement.habilitation.HabilitationMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.ValueSet;

/**
 * {@code ValueSet/readable-by-<column>}: the document types that a column of the matrix reads, made from the very matrix that is enforced, so that
 * what the documentation shows and what the rule allows cannot differ. Only {@code yes} cells: unknown reads as no.
 */
public final class ReadableTypes {

    private static final String PREFIX = "readable-by-";
    private static final String VERSION = "0.1.0";

    private final HabilitationMatrix matrix;

    /** @param matrix the matrix in force */
    public ReadableTypes(HabilitationMatrix matrix) {
        this.matrix = matrix;
    }

    /** @return id of a column's value set: what FHIR allows in an id, so {@code 60|69} becomes {@code readable-by-60-69} */
    public static String id(String column) {
        return PREFIX + column.replaceAll("[^A-Za-z0-9.-]", "-");
    }

    /** @return one value set per column */
    public List<ValueSet> valueSets() {
        return matrix.columns().stream().map(this::readable).toList();
    }

    private ValueSet readable(String column) {
        ValueSet readable = new ValueSet();
        readable.setId(id(column));
        readable.setLanguage("fr");
        readable.setUrl(Canonical.BASE + "/ValueSet/" + id(column)).setVersion(VERSION).setStatus(PublicationStatus.ACTIVE).setExperimental(false);
        readable.setName("ReadableBy" + column.replaceAll("[^A-Za-z0-9]", "_")).setTitle("Types de document lisibles : colonne " + column).setPublisher("Carnet");
        readable.setDescription("Types de document que lit la colonne " + column + " de la matrice d'habilitation de ce serveur, tels qu'il l'applique. "
                + "Une cellule inconnue se lit comme un non et n'y figure pas.");
        Map<String, List<String>> bySystem = new TreeMap<>();
        matrix.readableBy(column).stream().sorted().forEach(type -> bySystem.computeIfAbsent(described(type).system(), system -> new ArrayList<>()).add(type));
        bySystem.forEach((system, types) -> {
            ValueSet.ConceptSetComponent include = readable.getCompose().addInclude().setSystem(system);
            types.forEach(type -> include.addConcept().setCode(type).setDisplay(described(type).display().isEmpty() ? null : described(type).display()));
        });
        return readable;
    }

    private DocumentType described(String type) {
        return Objects.requireNonNull(matrix.described().get(type));
    }
}
