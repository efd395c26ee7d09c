package fr.carnet.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The texts of {@code ig/pages}: a heading, French, then a part "In English" to the end. */
final class Markdown {

    private static final String ENGLISH = "In English";

    private final Parser parser = Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private final HtmlRenderer html = HtmlRenderer.builder().extensions(List.of(TablesExtension.create())).attributeProviderFactory(context -> this::complete).build();
    private final Map<String, Node> texts = new TreeMap<>();
    private final TreeSet<String> left;

    Markdown(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".md")).toList()) {
                texts.put(file.getFileName().toString().replace(".md", ""), parser.parse(Files.readString(file)));
            }
        }
        left = new TreeSet<>(texts.keySet());
    }

    /** @return the page of this text with these sections between its French and its English */
    Page page(String name, List<Page.Section> sections) {
        Node text = texts.get(name);
        if (text == null || !(text.getFirstChild() instanceof Heading title) || title.getLevel() != 1) {
            throw new IllegalStateException("ig/pages/" + name + ".md is missing or does not start with its heading");
        }
        left.remove(name);
        StringBuilder french = new StringBuilder();
        StringBuilder english = new StringBuilder();
        StringBuilder current = french;
        for (Node node = title.getNext(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && words(heading).equals(ENGLISH)) {
                current = english;
            } else {
                current.append(html.render(node));
            }
        }
        if (english.isEmpty()) {
            throw new IllegalStateException("ig/pages/" + name + ".md has no part \"## " + ENGLISH + "\"");
        }
        return new Page(fileOf(name), words(title), french.toString(), sections, english.toString());
    }

    /** @return the pages that no other page was made from */
    List<Page> remaining() {
        return List.copyOf(left).stream().map(name -> page(name, List.of())).toList();
    }

    /** @return HTML of a description, which FHIR says is Markdown */
    String html(String text) {
        return text == null ? "" : html.render(parser.parse(text));
    }

    /** The heading without its marks. */
    private static String words(Heading heading) {
        StringBuilder words = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }
        });
        return words.toString();
    }

    private static String fileOf(String name) {
        return (name.equals("accueil") ? "index" : name) + ".html";
    }

    private void complete(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Heading heading) {
            attributes.put("id", words(heading).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}0-9.]+", "-").replaceAll("^-|-$", ""));
        } else if (node instanceof Link link && !link.getDestination().contains(":")) {
            String[] parts = link.getDestination().split("#", 2);
            String page = parts[0].endsWith(".md") ? fileOf(parts[0].replace(".md", "")) : parts[0].startsWith("../") ? "exemple-" + parts[0].substring(3) + ".html" : parts[0];
            attributes.put("href", page + (parts.length == 2 ? "#" + parts[1] : ""));
        }
    }
}
