package fr.carnet.guide;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Writes the pages, all in one layout. */
final class Site {

    /** Pages that every page links to, in their order. */
    private static final List<String> MENU = List.of("index", "acteurs", "transactions", "operations", "catalogue", "entetes-jetons", "regles-acces", "erreurs",
            "terminologies", "profils", "parametres-recherche", "exemples");
    private static final String CSS = "guide.css";

    private final GuideResource guide;
    private final Path folder;
    private final TemplateEngine engine = new TemplateEngine();

    Site(GuideResource guide, Path folder) {
        this.guide = guide;
        this.folder = folder;
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("fr/carnet/guide/");
        templates.setTemplateMode(TemplateMode.HTML);
        templates.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(templates);
    }

    List<Path> write(List<Page> pages) throws IOException {
        List<Page> menu = MENU.stream().map(name -> pages.stream().filter(page -> page.file().equals(name + ".html")).findFirst()
                .orElseThrow(() -> new IllegalStateException("the guide has no page " + name))).toList();
        List<Path> written = new ArrayList<>();
        for (Page page : pages) {
            Context context = new Context(Locale.FRENCH, Map.of("page", page, "menu", menu, "guide", guide.complete()));
            written.add(Files.writeString(folder.resolve(page.file()), engine.process("page.html", context)));
        }
        try (InputStream css = Site.class.getResourceAsStream(CSS)) {
            written.add(Files.write(folder.resolve(CSS), css.readAllBytes()));
        }
        return written;
    }
}
