package fr.carnet.guide;

import ca.uhn.fhir.context.FhirContext;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.slf4j.LoggerFactory;

/** Makes everything, or nothing when nothing changed since it was made. */
public final class Guide {

    private Guide() {
    }

    /** @param args the project's folder, the folder of this program's classes */
    public static void main(String[] args) throws IOException {
        Instant start = Instant.now();
        Path project = Path.of(args[0]);
        Path target = project.resolve("target");
        Fingerprint fingerprint = Fingerprint.of(project, Path.of(args[1]));
        if (fingerprint.isThatOf(target)) {
            return;
        }
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        FhirContext fhir = FhirContext.forR4();
        Sources read = Sources.read(project, fhir);
        Sources sources = read.with(new Snapshots(fhir, read.definitions()).complete(read.structures()));

        // From here on what is there is neither of before nor of now, until all of it is written.
        Fingerprint.forget(target);
        Path classes = target.resolve("classes");
        List<Path> made = new ArrayList<>();
        Path profiles = emptied(classes.resolve("profiles"), "StructureDefinition-");
        for (StructureDefinition structure : sources.structures()) {
            made.add(Files.writeString(profiles.resolve(Sources.fileOf(structure)), sources.json(structure)));
        }
        Path site = emptied(classes.resolve("static/ig"), "");
        GuideResource guide = new GuideResource(sources);
        byte[] tgz = new FhirPackage(sources, guide.complete()).toBytes();
        emptied(target, guide.packageId() + "-");
        made.add(Files.write(target.resolve(guide.packageId() + "-" + guide.version() + ".tgz"), tgz));
        made.add(Files.write(site.resolve("package.tgz"), tgz));

        Links links = Links.to(sources);
        Markdown markdown = new Markdown(project.resolve("ig/pages"));
        List<Page> pages = new ArrayList<>();
        pages.addAll(new ProfilePages(sources, links, markdown).pages());
        pages.addAll(new TerminologyPages(sources, links, markdown).pages());
        pages.addAll(new SearchParameterPage(sources, markdown).pages());
        pages.addAll(new AccessPages(project, markdown).pages());
        pages.addAll(new ErrorPage(sources, markdown).pages());
        pages.addAll(new ExamplePages(sources, links, markdown).pages());
        pages.addAll(markdown.remaining());
        made.addAll(new Site(guide, site).write(pages));
        for (Map.Entry<String, String> raw : sources.publishedTexts().entrySet()) {
            made.add(Files.writeString(site.resolve(raw.getKey()), raw.getValue()));
        }
        made.add(Files.writeString(site.resolve(Sources.fileOf(guide.complete())), sources.json(guide.complete())));
        fingerprint.write(target, made);
        System.out.printf("guide: %d snapshots, %d pages, %d bytes of package, %d ms%n", sources.structures().size(), pages.size(), tgz.length,
                Duration.between(start, Instant.now()).toMillis());
    }

    /** What an earlier run wrote there and this one may not write again goes away. */
    private static Path emptied(Path folder, String prefix) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted(Comparator.naturalOrder()).toList()) {
                Files.delete(file);
            }
        }
        return folder;
    }
}
