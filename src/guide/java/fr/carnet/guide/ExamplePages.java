package fr.carnet.guide;

import fr.carnet.guide.Page.Cell;
import fr.carnet.guide.Page.Part;
import fr.carnet.guide.Page.Row;
import fr.carnet.guide.Page.Section;
import fr.carnet.guide.Page.Table;
import java.util.ArrayList;
import java.util.List;

/** The instances, each on a page, and their list. */
final class ExamplePages {

    private final Sources sources;
    private final Links links;
    private final Markdown markdown;

    ExamplePages(Sources sources, Links links, Markdown markdown) {
        this.sources = sources;
        this.links = links;
        this.markdown = markdown;
    }

    List<Page> pages() {
        List<Page> pages = new ArrayList<>();
        List<String> topics = sources.examples().stream().map(Example::topic).distinct().toList();
        List<Section> sections = new ArrayList<>();
        for (String topic : topics) {
            sections.add(Section.of("sujet-" + (topics.indexOf(topic) + 1), topic, new Table(List.of("Exemple", "Fichier", "Profil déclaré", "English"),
                    sources.examples().stream().filter(example -> example.topic().equals(topic)).map(example -> new Row("", List.of(
                            Cell.link(example.title(), example.page()), Cell.link(example.file(), example.file()), profiles(example), Cell.english(example.english())))).toList())));
        }
        pages.add(markdown.page("exemples", sections));
        sources.examples().forEach(example -> pages.add(new Page(example.page(), example.title(), markdown.html("[" + example.file() + "](" + example.file() + ")"),
                List.of(Section.code("contenu-exemple", "Contenu", "", example.text())), markdown.html(example.english()))));
        return pages;
    }

    private Cell profiles(Example example) {
        List<Part> parts = example.resource() == null ? List.of() : example.resource().getMeta().getProfile().stream().map(profile -> links.part(profile.getValue())).toList();
        return new Cell(parts, "");
    }
}
