package fr.carnet.guide;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What is there to publish.
 *
 * @param fhir        FHIR R4
 * @param guide       the guide itself, without its list of resources
 * @param definitions everything of {@code profiles/} and {@code terminology/} that is for others
 * @param examples    instances of {@code ig/}
 */
record Sources(FhirContext fhir, ImplementationGuide guide, List<MetadataResource> definitions, List<Example> examples) {

    /** Parameters over the tokens of the rules: no caller may use them, and no other server could. */
    private static final String INTERNAL = "-acl";
    private static final String GUIDE = "ImplementationGuide-carnet.json";

    static Sources read(Path project, FhirContext fhir) throws IOException {
        IParser parser = fhir.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
        List<MetadataResource> definitions = new ArrayList<>();
        for (String folder : List.of("profiles", "terminology")) {
            for (Path file : files(project.resolve(folder), ".json")) {
                if (!(parse(parser, file) instanceof MetadataResource definition) || !file.getFileName().toString().equals(fileOf(definition))) {
                    throw new IllegalStateException(file + " is not a conformance or terminology resource named <type>-<id>.json");
                }
                if (!(definition instanceof SearchParameter && definition.getIdElement().getIdPart().endsWith(INTERNAL))) {
                    definitions.add(definition);
                }
            }
        }
        Path ig = project.resolve("ig");
        List<Example> examples = new ArrayList<>();
        for (Map.Entry<String, List<String>> titles : titles(ig).entrySet()) {
            Path file = ig.resolve(titles.getKey());
            List<String> words = titles.getValue();
            examples.add(new Example(titles.getKey(), words.get(0), words.get(1), words.get(2), Files.readString(file), example(parser, file)));
        }
        return new Sources(fhir, (ImplementationGuide) parse(parser, ig.resolve(GUIDE)), definitions, examples);
    }

    /** File to subject and titles: those that have some in their order, then any other under its name, so that none is left out. */
    private static Map<String, List<String>> titles(Path ig) throws IOException {
        Map<String, List<String>> titles = new LinkedHashMap<>();
        for (CSVRecord line : Csv.read(ig.resolve("examples.csv"))) {
            titles.put(line.get("file"), List.of(line.get("topic"), line.get("fr"), line.get("en")));
        }
        files(ig, ".json", ".xml").stream().map(file -> file.getFileName().toString()).filter(name -> !name.equals(GUIDE))
                .forEach(name -> titles.putIfAbsent(name, List.of("Autres exemples", name, name)));
        return titles;
    }

    private static @Nullable Resource example(IParser parser, Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!Files.readString(file).contains("\"resourceType\"")) {
            return null;
        }
        Resource resource = parse(parser, file);
        if (!resource.hasId()) {
            resource.setId(name.replaceFirst("^[^-]*-", "").replaceFirst("\\.json$", ""));
        }
        if (!name.equals(fileOf(resource))) {
            throw new IllegalStateException(file + " must be named <type>-<id>.json");
        }
        return resource;
    }

    /** @return the same with these StructureDefinitions, by URL, in the place of theirs */
    Sources with(Map<String, StructureDefinition> completed) {
        List<MetadataResource> all = new ArrayList<>();
        for (MetadataResource definition : definitions) {
            all.add(definition instanceof StructureDefinition ? completed.get(definition.getUrl()) : definition);
        }
        return new Sources(fhir, guide, all, examples);
    }

    List<StructureDefinition> structures() {
        return of(StructureDefinition.class);
    }

    <T extends MetadataResource> List<T> of(Class<T> type) {
        return definitions.stream().filter(type::isInstance).map(type::cast).toList();
    }

    String json(Resource resource) {
        return fhir.newJsonParser().setPrettyPrint(true).encodeResourceToString(resource);
    }

    /** @return file name to text, of everything that is served as it is beside the pages */
    Map<String, String> publishedTexts() {
        Map<String, String> texts = new TreeMap<>();
        definitions.forEach(definition -> texts.put(fileOf(definition), json(definition)));
        examples.forEach(example -> texts.put(example.file(), example.text()));
        return texts;
    }

    static String fileOf(Resource resource) {
        return resource.fhirType() + "-" + resource.getIdElement().getIdPart() + ".json";
    }

    private static Resource parse(IParser parser, Path file) throws IOException {
        try {
            return (Resource) parser.parseResource(Files.readString(file));
        } catch (DataFormatException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> files(Path folder, String... endings) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Stream.of(endings).anyMatch(ending -> file.getFileName().toString().endsWith(ending))).sorted().toList();
        }
    }
}
