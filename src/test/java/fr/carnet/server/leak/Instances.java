package fr.carnet.server.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Requests that name one stored thing: every interaction of FHIR and HAPI on everything that has a name, seen or hidden. */
final class Instances {

    static final List<String> NOT_OFFERED = List.of("GET /_history", "GET /_history/1", "GET /_history/2", "GET /$meta", "GET /$everything", "GET /$graphql?query=x", "GET /*",
            "DELETE ", "DELETE /_history/1", "POST /$meta-add", "POST /$expunge", "POST /$validate", "POST /$diff", "GET /_history?_count=1", "POST /_search");
    private static final List<String> OF_A_TYPE = List.of("GET /$meta", "GET /_history", "POST /$expunge", "POST /$reindex", "GET /$everything", "GET /$lastn",
            "DELETE ?identifier=x");
    private static final List<String> SYSTEM = List.of("GET /?_type=DocumentReference", "GET /_history", "GET /$meta", "GET /$get-resource-counts",
            "GET /$export", "POST /$reindex",
            "POST /$process-message", "GET /$graphql?query=%7BPatient(id:%22${Patient.other}%22)%7Bid%7D%7D", "GET /Observation/${DocumentReference.other}", "GET /Dossier/1",
            "GET /Patient/${Patient.own}/DocumentReference", "GET /Patient/${Patient.other}/$export", "GET /Group/${Patient.other}/$export",
            "GET /?_getpages=${DocumentReference.other}",
            "GET /DocumentReference/_search", "GET /$diff?from=DocumentReference/${DocumentReference.other}&to=DocumentReference/${DocumentReference.other}",
            "GET /Subscription", "POST /Subscription", "GET /SearchParameter/_history", "HEAD /DocumentReference?patient=${Patient.own}", "OPTIONS /DocumentReference");

    private static final List<String> ACCEPT = List.of("application/fhir+json", "application/fhir+xml", "application/json", "application/xml", "text/plain", "text/html",
            "image/png", "*/*",
            "application/fhir+xml;q=0.9, text/plain;q=0.5", "application/octet-stream", "application/fhir+json;fhirVersion=3.0");

    private Instances() {
    }

    static List<Ask> of(String name, String type) {
        String path = "/" + type + "/${" + name + "}";
        List<Ask> asks = new ArrayList<>(List.of(Ask.get(path), Ask.bare("HEAD", path), Ask.get(path + "?_format=xml"), Ask.get(path + "?_summary=true"),
                Ask.get(path + "?_elements=status"),
                Ask.get(path).with("If-None-Match", "W/\"1\""), Ask.get(path).with("If-Modified-Since", "Sat, 01 Jan 2028 00:00:00 GMT"), Ask.get(path + "?_pretty=true"),
                Ask.get(path).with("Mode-Acces", "normal"), Ask.get(path).with("Mode-Acces", "bris_de_glace")));
        NOT_OFFERED.forEach(offered -> asks.add(split(offered, path).toBeRefused()));
        if ("Binary".equals(type) || "DocumentReference".equals(type)) {
            ACCEPT.forEach(accept -> asks.add(Ask.get(path).with("Accept", accept)));
        }
        return asks;
    }

    /** @return what is asked of a type or of the whole server */
    static List<Ask> general(List<String> types) {
        return Stream.concat(types.stream().flatMap(type -> OF_A_TYPE.stream().map(asked -> split(asked, "/" + type))), SYSTEM.stream().map(asked -> split(asked, "")))
                .map(Ask::toBeRefused).toList();
    }

    private static Ask split(String asked, String path) {
        String[] parts = asked.split(" ", 2);
        return "POST".equals(parts[0]) ? Ask.json("POST", path + parts[1], "{\"resourceType\":\"Parameters\"}") : Ask.bare(parts[0], path + parts[1]);
    }
}
