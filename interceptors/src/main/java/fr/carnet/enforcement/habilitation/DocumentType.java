package fr.carnet.enforcement.habilitation;

/**
 * A document type as the matrix file describes it.
 *
 * @param system  code system
 * @param display French name, empty when the file has none
 */
public record DocumentType(String system, String display) {
}
