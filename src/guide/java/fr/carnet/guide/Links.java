package fr.carnet.guide;

import java.util.HashMap;
import java.util.Map;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.SearchParameter;

/** From canonical URLs to pages. */
record Links(Map<String, String> pages) {

    static Links to(Sources sources) {
        Map<String, String> pages = new HashMap<>();
        sources.definitions().stream().filter(definition -> !(definition instanceof SearchParameter))
                .forEach(definition -> pages.put(definition.getUrl(), pageOf(definition)));
        return new Links(pages);
    }

    static String pageOf(MetadataResource definition) {
        return Sources.fileOf(definition).replaceFirst("\\.json$", ".html");
    }

    /** @return the last part of the URL, linked when the guide has a page for it */
    Page.Part part(String canonical) {
        String url = canonical.replaceFirst("\\|.*$", "");
        return new Page.Part(url.replaceFirst("^.*/", ""), pages.getOrDefault(url, ""));
    }

    /** @return the whole URL, linked when the guide has a page for it */
    Page.Part whole(String canonical) {
        return new Page.Part(canonical, pages.getOrDefault(canonical.replaceFirst("\\|.*$", ""), ""));
    }
}
