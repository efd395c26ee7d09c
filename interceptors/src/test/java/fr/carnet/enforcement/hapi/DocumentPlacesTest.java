package fr.carnet.enforcement.hapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupUnmappedMode;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Places come from the maps; a map that gives a type two places, or none, stops the start. */
class DocumentPlacesTest {

    @Test
    @DisplayName("A type without a target, with two, or named twice is refused when the map is read")
    void unclearMaps() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DocumentPlaces(map("a"), new ConceptMap())).withMessageContaining("type a");
        assertThatIllegalArgumentException().isThrownBy(() -> new DocumentPlaces(new ConceptMap(), map("a", "x", "y"))).withMessageContaining("type a");
        ConceptMap twice = map("a", "x");
        twice.addGroup().addElement().setCode("a").addTarget().setCode("y");
        assertThatIllegalArgumentException().isThrownBy(() -> new DocumentPlaces(twice, new ConceptMap())).withMessageContaining("type a");
        ConceptMap twoDefaults = map("a", "x");
        twoDefaults.getGroupFirstRep().getUnmapped().setMode(ConceptMapGroupUnmappedMode.FIXED).setCode("x");
        twoDefaults.addGroup().getUnmapped().setMode(ConceptMapGroupUnmappedMode.FIXED).setCode("y");
        assertThatIllegalArgumentException().isThrownBy(() -> new DocumentPlaces(twoDefaults, new ConceptMap())).withMessageContaining("unknown types");
    }

    @Test
    @DisplayName("A type with one place is there; of a type that the map does not know, and has no default for, nothing is said")
    void places() {
        DocumentPlaces places = new DocumentPlaces(map("a", "x"), new ConceptMap());
        DocumentReference known = new DocumentReference();
        known.getType().addCoding().setCode("a");
        places.write(known, false);
        assertThat(known.getExtensionString(Canonical.PROFESSIONAL_SPACE)).isEqualTo("x");
        assertThat(known.getExtension()).hasSize(1);
        DocumentReference unknown = new DocumentReference();
        unknown.getType().addCoding().setDisplay("no code");
        places.write(unknown, false);
        assertThat(unknown.getExtension()).isEmpty();
        places.write(unknown, true);
        assertThat(unknown.getExtensionString(Canonical.PROFESSIONAL_SPACE)).isEqualTo(DocumentPlaces.PERSONAL_SPACE);
    }

    private static ConceptMap map(String type, String... places) {
        ConceptMap map = new ConceptMap();
        ConceptMap.SourceElementComponent element = map.addGroup().addElement().setCode(type);
        for (String place : places) {
            element.addTarget().setCode(place);
        }
        return map;
    }
}
