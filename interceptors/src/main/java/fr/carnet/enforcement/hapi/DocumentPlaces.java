package fr.carnet.enforcement.hapi;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupUnmappedMode;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.DocumentReference;

/**
 * Where a document is shown: its space in the professionals' view and its rubric in the holder's, from its type, by the two ConceptMaps that
 * are published. What the patient's side deposits is in the personal space. Both are extensions that the server writes: what a client sends
 * there is dropped.
 */
public final class DocumentPlaces {

    /** Code of the space for what the holder or a representative deposits. */
    public static final String PERSONAL_SPACE = "espace-personnel";

    private final Places spaces;
    private final Places rubrics;

    /**
     * @param spaces  from document type to space of the professionals' view
     * @param rubrics from document type to rubric of the holder's view
     * @throws IllegalArgumentException when a map gives a type two places
     */
    public DocumentPlaces(ConceptMap spaces, ConceptMap rubrics) {
        this.spaces = Places.of(spaces);
        this.rubrics = Places.of(rubrics);
    }

    /** Replaces both extensions, space before rubric, behind every other extension: clients patch by index. */
    void write(DocumentReference document, boolean byPatientSide) {
        Set<String> types = document.getType().getCoding().stream().map(Coding::getCode).collect(Collectors.toSet());
        write(document, Canonical.PROFESSIONAL_SPACE, byPatientSide ? Optional.of(PERSONAL_SPACE) : spaces.of(types));
        write(document, Canonical.HOLDER_RUBRIC, rubrics.of(types));
    }

    private static void write(DocumentReference document, String extension, Optional<String> place) {
        document.getExtension().removeIf(present -> extension.equals(present.getUrl()));
        place.ifPresent(code -> document.addExtension(extension, new CodeType(code)));
    }

    /** Place by type code, as the matrix reads types, whatever system they came with; and the place of what the map does not know. */
    private record Places(Map<String, String> byType, Optional<String> otherwise) {

        static Places of(ConceptMap map) {
            Map<String, String> byType = new HashMap<>();
            for (ConceptMapGroupComponent group : map.getGroup()) {
                for (SourceElementComponent element : group.getElement()) {
                    if (element.getTarget().size() != 1 || byType.put(element.getCode(), element.getTargetFirstRep().getCode()) != null) {
                        throw new IllegalArgumentException(map.getUrl() + ": type " + element.getCode() + " has not exactly one place");
                    }
                }
            }
            Set<String> otherwise = map.getGroup().stream().filter(group -> group.getUnmapped().getMode() == ConceptMapGroupUnmappedMode.FIXED)
                    .map(group -> group.getUnmapped().getCode()).collect(Collectors.toSet());
            if (otherwise.size() > 1) {
                throw new IllegalArgumentException(map.getUrl() + ": unknown types have more than one place");
            }
            return new Places(Map.copyOf(byType), otherwise.stream().findFirst());
        }

        /** Two known types are unclear: treated as unknown, as the matrix does. */
        Optional<String> of(Set<String> types) {
            Set<String> known = types.stream().filter(code -> code != null && byType.containsKey(code)).collect(Collectors.toSet());
            return known.size() == 1 ? known.stream().findFirst().map(byType::get) : otherwise;
        }
    }
}
