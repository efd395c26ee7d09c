package fr.carnet.server.validation;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.config.DataFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Which profile of this project a resource has to follow: {@code profiles/selection.csv}. The resource's own {@code meta.profile} has no say in it. */
@Component
public final class ProfileSelection {

    private static final String SIMPLIFIED = "simplified";
    private static final String ANY = "";

    private final Map<String, Map<String, String>> canonicals = new HashMap<>();

    ProfileSelection() {
        DataFile.read("profiles/selection.csv").forEach(line -> canonicals.computeIfAbsent(line.get("type"), type -> new HashMap<>())
                .put(line.get("code"), Canonical.BASE + "/StructureDefinition/" + line.get("profile")));
    }

    /** @return canonicals of the profiles; none for types that follow FHIR alone */
    List<String> of(Resource resource) {
        Map<String, String> ofType = canonicals.getOrDefault(resource.fhirType(), Map.of());
        List<String> byCode = codes(resource).filter(ofType::containsKey).map(ofType::get).distinct().toList();
        return byCode.isEmpty() ? Stream.ofNullable(ofType.get(ANY)).toList() : byCode;
    }

    /** @return canonicals of all profiles that resources of a type may have to follow */
    public List<String> ofType(String type) {
        return canonicals.getOrDefault(type, Map.of()).values().stream().distinct().sorted().toList();
    }

    /** @return canonical of the profile that every resource of a type has to follow; empty where none or several may apply */
    public Optional<String> ofEvery(String type) {
        Map<String, String> ofType = canonicals.getOrDefault(type, Map.of());
        return ofType.size() == 1 ? Optional.ofNullable(ofType.get(ANY)) : Optional.empty();
    }

    private static Stream<String> codes(Resource resource) {
        if (resource instanceof DocumentReference document) {
            return document.getContentFirstRep().getAttachment().hasData() ? Stream.of(SIMPLIFIED) : Stream.empty();
        }
        Stream<CodeableConcept> concepts = resource instanceof Observation observation ? Stream.of(observation.getCode())
                : resource instanceof ListResource list ? Stream.of(list.getCode())
                : resource instanceof Consent consent ? consent.getCategory().stream()
                : Stream.empty();
        return concepts.flatMap(concept -> concept.getCoding().stream()).flatMap(coding -> Stream.ofNullable(coding.getCode()));
    }
}
