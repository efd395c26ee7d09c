package fr.carnet.server.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.mime.MimeTypesFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Tika's table of magic numbers without the few that are searched for at thousands of places, which take most of the time: for bytes in which none of
 * their texts stands anywhere, the shorter table says what the whole one says.
 */
final class QuickTypes {

    private static final int WIDE = 1_000;
    /** A regular expression of constants and sets of single characters: the constants must be there. */
    private static final Pattern SET = Pattern.compile("\\[[^\\]\\[]+\\]");
    private static final Pattern CONSTANT = Pattern.compile("[A-Za-z0-9_% <=:]+");

    private final List<byte[]> texts = new ArrayList<>();
    private final boolean[] firstBytes = new boolean[1 << Byte.SIZE];
    private final MimeTypes types;
    private int reach;

    QuickTypes() {
        try (InputStream table = Objects.requireNonNull(MimeTypes.class.getResourceAsStream("tika-mimetypes.xml"))) {
            Document whole = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(table);
            NodeList magics = whole.getElementsByTagName("magic");
            // The list is alive: what is taken out of the table is taken out of it.
            IntStream.range(0, magics.getLength()).mapToObj(magics::item).toList().forEach(this::shorten);
            types = MimeTypesFactory.create(whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException | MimeTypeException e) {
            throw new IllegalStateException(e);
        }
        texts.forEach(text -> firstBytes[Byte.toUnsignedInt(text[0])] = true);
    }

    /** @return the table that is enough for these bytes; empty when only the whole one is */
    Optional<MimeTypes> enoughFor(byte[] bytes) {
        int end = Math.min(bytes.length, reach);
        for (int i = 0; i < end; i++) {
            if (firstBytes[Byte.toUnsignedInt(bytes[i])]) {
                for (byte[] text : texts) {
                    if (i + text.length <= bytes.length && Arrays.equals(bytes, i, i + text.length, text, 0, text.length)) {
                        return Optional.empty();
                    }
                }
            }
        }
        return Optional.of(types);
    }

    /** @return how many texts are searched for */
    int size() {
        return texts.size();
    }

    private void shorten(Node magic) {
        List<Element> matches = Stream.iterate(magic.getFirstChild(), Objects::nonNull, Node::getNextSibling).filter(Element.class::isInstance).map(Element.class::cast).toList();
        List<Optional<byte[]>> searched = matches.stream().map(QuickTypes::text).toList();
        if (searched.stream().allMatch(Optional::isPresent)) {
            searched.forEach(text -> texts.add(text.orElseThrow()));
            matches.forEach(match -> reach = Math.max(reach, offsets(match)[1] + match.getAttribute("value").length() * 2));
            magic.getParentNode().removeChild(magic);
        }
    }

    /** @return bytes without which a match at many places does not match; empty for any other match */
    private static Optional<byte[]> text(Element match) {
        int[] offsets = offsets(match);
        String value = match.getAttribute("value");
        if (offsets[1] - offsets[0] < WIDE || match.hasAttribute("mask")) {
            return Optional.empty();
        }
        return switch (match.getAttribute("type")) {
            case "string" -> constant(value).map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
            // Tika takes zeros for what follows the last byte: the zero of the last letter may not be there.
            case "unicodeLE" -> constant(value.replace("-", "")).map(text -> value.getBytes(StandardCharsets.UTF_16LE)).map(text -> Arrays.copyOf(text, text.length - 1));
            case "regex" -> constant(SET.matcher(value).replaceAll("")).map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
            default -> Optional.empty();
        };
    }

    private static Optional<String> constant(String value) {
        return Optional.of(value).filter(text -> CONSTANT.matcher(text).matches());
    }

    private static int[] offsets(Element match) {
        String[] offsets = match.getAttribute("offset").split(":");
        return offsets.length == 2 ? new int[] {Integer.parseInt(offsets[0]), Integer.parseInt(offsets[1])} : new int[2];
    }
}
