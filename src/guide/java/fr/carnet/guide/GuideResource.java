package fr.carnet.guide;

import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.ImplementationGuide.ImplementationGuideDefinitionResourceComponent;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;

/** The ImplementationGuide with the list of what is there. */
final class GuideResource {

    private final ImplementationGuide complete;

    GuideResource(Sources sources) {
        complete = sources.guide().copy();
        for (MetadataResource definition : sources.definitions()) {
            add(definition, titleOf(definition), definition.getDescription(), false);
        }
        for (Example example : sources.examples()) {
            if (example.resource() != null) {
                add(example.resource(), example.title(), example.english(), true);
            }
        }
    }

    private void add(Resource resource, String name, String description, boolean example) {
        ImplementationGuideDefinitionResourceComponent entry = complete.getDefinition().addResource();
        entry.getReference().setReference(resource.fhirType() + "/" + resource.getIdElement().getIdPart());
        entry.setName(name).setDescription(description);
        List<String> profiles = resource.getMeta().getProfile().stream().map(profile -> profile.getValue()).toList();
        entry.setExample(example && !profiles.isEmpty() ? new CanonicalType(profiles.get(0)) : new BooleanType(example));
    }

    static String titleOf(MetadataResource definition) {
        String title = definition.getChildByName("title") != null && definition.getChildByName("title").hasValues()
                ? definition.getChildByName("title").getValues().get(0).primitiveValue() : null;
        return title == null ? definition.getName() : title;
    }

    ImplementationGuide complete() {
        return complete;
    }

    String packageId() {
        return complete.getPackageId();
    }

    String version() {
        return complete.getVersion();
    }
}
