package fr.carnet.server.document;

import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads an XML document through, event by event: nothing it declares is loaded or expanded, and no tree is built. */
final class XmlContent {

    /** Roots that a browser runs scripts of, or that are programs themselves. */
    private static final Map<String, String> ACTIVE = Map.of(
            "http://www.w3.org/1999/xhtml", "application/xhtml+xml",
            "http://www.w3.org/2000/svg", "image/svg+xml",
            "http://www.w3.org/1999/XSL/Transform", "application/xslt+xml");
    private static final Map<String, String> ACTIVE_NAMES = Map.of("html", "text/html", "svg", "image/svg+xml");

    private static final XMLInputFactory FACTORY = factory();

    private XmlContent() {
    }

    /** @return {@code application/xml}, or what its root makes of it; empty when it is not well-formed, has a document type or names an entity */
    static Optional<String> detect(byte[] bytes) {
        try {
            return Optional.of(read(FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes))));
        } catch (XMLStreamException broken) {
            return Optional.empty();
        }
    }

    private static String read(XMLStreamReader reader) throws XMLStreamException {
        String type = "";
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new XMLStreamException("document type or entity");
            }
            if (event == XMLStreamConstants.START_ELEMENT && type.isEmpty()) {
                String namespace = Optional.ofNullable(reader.getNamespaceURI()).orElse("");
                type = namespace.isEmpty() ? ACTIVE_NAMES.getOrDefault(reader.getLocalName(), "application/xml") : ACTIVE.getOrDefault(namespace, "application/xml");
            }
        }
        reader.close();
        return type;
    }

    /** OWASP, XML external entities: no document types, no external entities, no expansion. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("nothing is loaded");
        });
        return factory;
    }
}
