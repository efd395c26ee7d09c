package fr.carnet.guide;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.hl7.fhir.utilities.npm.PackageGenerator;

/**
 * The npm-style package of FHIR (https://hl7.org/fhir/packages.html): what other validators and servers load. Patches are no resources and are
 * left out.
 */
final class FhirPackage {

    private static final String FHIR_VERSION = "4.0.1";

    private final Sources sources;
    private final ImplementationGuide guide;

    FhirPackage(Sources sources, ImplementationGuide guide) {
        this.sources = sources;
        this.guide = guide;
    }

    byte[] toBytes() throws IOException {
        NpmPackage npm = NpmPackage.empty(manifest());
        add(npm, "package", guide);
        for (MetadataResource definition : sources.definitions()) {
            add(npm, "package", definition);
        }
        for (Example example : sources.examples()) {
            if (example.resource() != null) {
                add(npm, "package/example", example.resource());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        npm.save(bytes);
        return bytes.toByteArray();
    }

    private PackageGenerator manifest() {
        PackageGenerator manifest = new PackageGenerator().name(guide.getPackageId()).version(guide.getVersion()).toolsVersion(3)
                .kind(PackageGenerator.PackageType.IG).description(guide.getDescription())
                .author(guide.getPublisher(), null, null).fhirVersions(List.of(FHIR_VERSION)).dependency("hl7.fhir.r4.core", FHIR_VERSION);
        manifest.getRootJsonObject().add("title", guide.getTitle());
        manifest.getRootJsonObject().add("canonical", guide.getUrl().replaceFirst("/ImplementationGuide/.*$", ""));
        manifest.getRootJsonObject().add("url", guide.getUrl());
        return manifest;
    }

    private void add(NpmPackage npm, String folder, Resource resource) {
        npm.addFile(folder, Sources.fileOf(resource), sources.json(resource).getBytes(StandardCharsets.UTF_8), resource.fhirType());
    }
}
