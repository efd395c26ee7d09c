package fr.carnet.server.conformance;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import fr.carnet.server.config.PackageSettings;
import fr.carnet.server.config.RefusedSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Definitions of the operator's FHIR packages ({@code carnet.packages}), from disk and never from the network. They are used to validate what declares
 * their profiles, and by the terminology operations; they are not served as resources.
 */
@Component
class OperatorPackages {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorPackages.class);
    private static final String SETTING = "carnet.packages";
    private static final Set<String> DEFINITIONS = Set.of("StructureDefinition", "ValueSet", "CodeSystem", "SearchParameter");

    private final List<Resource> definitions = new ArrayList<>();

    OperatorPackages(FhirContext fhir, PackageSettings settings) {
        IParser parser = fhir.newJsonParser();
        parser.setParserErrorHandler(new LenientErrorHandler(false));
        for (URI address : settings.packages()) {
            int before = definitions.size();
            load(address, parser);
            LOG.info("package {}: {} definitions", address, definitions.size() - before);
        }
    }

    /** @return what the packages define */
    List<Resource> definitions() {
        return List.copyOf(definitions);
    }

    private void load(URI address, IParser parser) {
        if (!"file".equals(address.getScheme())) {
            throw new RefusedSettingException(SETTING, address + " is not a file: packages are not fetched", "Download the package (.tgz) yourself and name it as file:/path/package.tgz.");
        }
        try (InputStream archive = Files.newInputStream(Path.of(address))) {
            NpmPackage.NpmPackageFolder folder = NpmPackage.fromPackage(archive).getFolders().get("package");
            if (folder == null) {
                throw new IOException("no folder package");
            }
            for (String file : folder.listFiles()) {
                String json = new String(folder.fetchFile(file), StandardCharsets.UTF_8);
                if (file.toLowerCase(Locale.ROOT).endsWith(".json") && DEFINITIONS.stream().anyMatch(type -> file.startsWith(type + "-"))) {
                    definitions.add((Resource) parser.parseResource(json));
                }
            }
        } catch (IOException | DataFormatException | IllegalArgumentException unreadable) {
            throw new RefusedSettingException(SETTING, address + " is not a readable FHIR R4 package", "Name an npm-style FHIR package (.tgz with a folder package/).");
        }
    }
}
