package fr.carnet.server.conformance;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** What the build ships: {@code profiles/}, {@code terminology/} and the guide made of them, one resource per file. */
@Component
@Order(0)
class BundledResources implements CatalogueSource {

    private static final Map<String, String> FOLDERS = Map.of("SearchParameter", "profiles", "StructureDefinition", "profiles", "OperationDefinition", "profiles",
            "CodeSystem", "terminology", "ValueSet", "terminology", "ConceptMap", "terminology", "ImplementationGuide", "static/ig");

    private final FhirContext fhir;
    private final ResourcePatternResolver resources;

    BundledResources(FhirContext fhir, ResourcePatternResolver resources) {
        this.fhir = fhir;
        this.resources = resources;
    }

    @Override
    public List<Resource> resources(String type) {
        String folder = FOLDERS.get(type);
        return folder == null ? List.of() : load(folder + "/" + type + "-*.json");
    }

    private List<Resource> load(String pattern) {
        try {
            return Arrays.stream(resources.getResources("classpath*:" + pattern))
                    .sorted(Comparator.comparing(org.springframework.core.io.Resource::getFilename)).map(this::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + pattern, e);
        }
    }

    private Resource parse(org.springframework.core.io.Resource resource) {
        try (InputStream json = resource.getInputStream()) {
            return (Resource) fhir.newJsonParser().parseResource(json);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource.getFilename(), e);
        }
    }
}
