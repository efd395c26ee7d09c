package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import fr.carnet.server.config.PackageSettings;
import fr.carnet.server.config.RefusedSettingException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** carnet.packages: an operator's FHIR packages, from disk and never from the network. */
class OperatorPackagesTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String MANIFEST = "{\"name\":\"test\",\"version\":\"1.0.0\",\"canonical\":\"https://example.org\",\"fhirVersions\":[\"4.0.1\"]}";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("Its profiles are there with their snapshots; one that builds on what is not loaded is left out, and the others stay")
    void profiles() throws IOException {
        OperatorPackages packages = load(packed(Map.of("package.json", MANIFEST, "StructureDefinition-own.json", profile("own", "http://hl7.org/fhir/StructureDefinition/Patient"),
                "StructureDefinition-lost.json", profile("lost", "https://example.org/StructureDefinition/nowhere|5.2.0"), "Patient-example.json", "{\"resourceType\":\"Patient\"}")));
        assertThat(packages.definitions()).hasSize(2);
        CatalogueValidationSupport support = new CatalogueValidationSupport(FHIR, new Catalogue(List.of()), packages, new DefaultProfileValidationSupport(FHIR));
        StructureDefinition own = (StructureDefinition) support.support().fetchStructureDefinition("https://example.org/StructureDefinition/own");
        assertThat(own.getSnapshot().getElement()).hasSizeGreaterThan(20);
        assertThat(support.support().fetchStructureDefinition("https://example.org/StructureDefinition/lost")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://packages.example.org/fr.core.tgz", "http://127.0.0.1/fr.core.tgz", "classpath:fr.core.tgz", "file:/nowhere/fr.core.tgz"})
    @DisplayName("What is no file, or no package, stops the start and says what to do")
    void refused(String address) {
        assertThatThrownBy(() -> load(URI.create(address))).isInstanceOf(RefusedSettingException.class).hasMessageContaining("carnet.packages");
    }

    @Test
    @DisplayName("A file that is no package stops the start")
    void noPackage() throws IOException {
        Path text = Files.writeString(folder.resolve("text.tgz"), "not a package");
        assertThatThrownBy(() -> load(text.toUri())).isInstanceOf(RefusedSettingException.class);
    }

    private static OperatorPackages load(URI address) {
        return new OperatorPackages(FHIR, new PackageSettings(List.of(address)));
    }

    private static String profile(String id, String base) {
        StructureDefinition profile = new StructureDefinition().setUrl("https://example.org/StructureDefinition/" + id).setName(id).setStatus(PublicationStatus.ACTIVE)
                .setKind(StructureDefinitionKind.RESOURCE).setAbstract(false).setType("Patient").setBaseDefinition(base).setDerivation(TypeDerivationRule.CONSTRAINT);
        profile.getDifferential().addElement().setPath("Patient.birthDate").setMin(1).setId("Patient.birthDate");
        return FHIR.newJsonParser().encodeResourceToString(profile);
    }

    private URI packed(Map<String, String> files) throws IOException {
        Path archive = folder.resolve("package.tgz");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(Files.newOutputStream(archive)))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry("package/" + file.getKey());
                entry.setSize(bytes.length);
                tar.putArchiveEntry(entry);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        }
        return archive.toUri();
    }
}
