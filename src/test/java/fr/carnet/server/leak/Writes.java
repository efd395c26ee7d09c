package fr.carnet.server.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Requests that would change something, about what is seen and what is hidden: most are refused, some go through, alike in both worlds. */
final class Writes {

    private static final String SUBJECT = "\"subject\":{\"reference\":\"%s\"}";
    private static final String DOCUMENT = """
            {"resourceType":"DocumentReference","status":"current","masterIdentifier":{"system":"urn:ietf:rfc:3986","value":"urn:uuid:%s"},
            "contained":[{"resourceType":"Practitioner","id":"a","identifier":[{"system":"urn:oid:1.2.250.1.71.4.2.1","value":"810000000011"}]}],
            "type":{"coding":[{"system":"http://loinc.org","code":"11488-4"}]},%s,"author":[{"reference":"#a"}],"date":"2026-11-18T10:00:00+01:00",
            "securityLabel":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N"}]}],%s
            "content":[{"attachment":{"contentType":"text/plain","language":"fr-FR","title":"x","data":"eA=="}}]}""";
    private static final String TEST = "[{\"op\":\"test\",\"path\":\"/%s\",\"value\":%s}]";
    private static final List<String> PATCHES = List.of(TEST.formatted("status", "\"current\""), TEST.formatted("status", "\"superseded\""),
            TEST.formatted("type/coding/0/code", "\"11488-4\""), TEST.formatted("meta/versionId", "\"1\""), TEST.formatted("extension/0/valueCoding/code", "\"h\""),
            "[{\"op\":\"replace\",\"path\":\"/description\",\"value\":\"x\"}]", "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"current\"}]",
            "[{\"op\":\"copy\",\"from\":\"/type\",\"path\":\"/category/-\"}]", "[{\"op\":\"remove\",\"path\":\"/securityLabel\"}]",
            "[{\"op\":\"move\",\"from\":\"/subject\",\"path\":\"/custodian\"}]", "x", "[]");

    private Writes() {
    }

    /** @return a deposit under a business identifier, with one more element */
    static String document(String identifier, String subject, String more) {
        return DOCUMENT.formatted(identifier, SUBJECT.formatted(subject), more);
    }

    static List<Ask> about(Names names) {
        List<Ask> asks = new ArrayList<>();
        for (String name : names.of("DocumentReference")) {
            String reference = "DocumentReference/${" + name + "}";
            PATCHES.forEach(patch -> asks.add(Ask.patch("/" + reference, patch)));
            asks.add(Ask.patch("/" + reference, PATCHES.get(0)).with("If-Match", "W/\"9\""));
            asks.add(Ask.patch("/" + reference + "/_history/1", PATCHES.get(0)));
            for (String more : List.of("\"relatesTo\":[{\"code\":\"replaces\",\"target\":{\"reference\":\"%s\"}}],", "\"custodian\":{\"reference\":\"%s\"},",
                    "\"context\":{\"related\":[{\"reference\":\"%s\"}]},", "\"context\":{\"related\":[{\"reference\":\"%s/_history/1\"}]},")) {
                if (!name.startsWith("DocumentReference.one") && !name.startsWith("DocumentReference.mine")) {
                    asks.add(Ask.json("POST", "/DocumentReference", document("00000000-0000-4000-8000-000000000000", "Patient/${Patient.own}", more.formatted(reference))));
                }
            }
            asks.add(Ask.json("PUT", "/" + reference,
                    document("00000000-0000-4000-8000-000000000000", "Patient/${Patient.own}", "").replaceFirst("\\{", "{\"id\":\"\\${" + name + "}\",")).toBeRefused());
            asks.add(Ask.json("POST", "/", transaction("\"method\":\"PATCH\",\"url\":\"" + reference + "\"", "{\"resourceType\":\"Parameters\"}")));
            asks.add(Ask.json("POST", "/", transaction("\"method\":\"POST\",\"url\":\"DocumentReference\",\"ifNoneExist\":\"_id=${" + name + "}\"",
                    "{\"resourceType\":\"DocumentReference\",\"status\":\"current\"}")).toBeRefused());
        }
        for (String name : names.of("identifier")) {
            String identifier = "identifier=urn:ietf:rfc:3986%7Curn:uuid:${" + name + "}";
            PATCHES.forEach(patch -> asks.add(Ask.patch("/DocumentReference?" + identifier, patch)));
            asks.add(Ask.json("PUT", "/DocumentReference?" + identifier, document("${" + name + "}", "Patient/${Patient.own}", "")).toBeRefused());
            asks.add(Ask.bare("DELETE", "/DocumentReference?" + identifier).toBeRefused());
            asks.add(Ask.json("POST", "/DocumentReference", document("${" + name + "}", "Patient/${Patient.other}", "")).with("If-None-Exist", identifier).toBeRefused());
        }
        return Stream.concat(asks.stream(), entries(names)).toList();
    }

    /** Bundles with every method on everything that has a name. */
    private static Stream<Ask> entries(Names names) {
        return names.types().stream().flatMap(type -> names.of(type).stream().map(name -> type + "/${" + name + "}"))
                .flatMap(reference -> Stream.of("transaction", "batch").flatMap(kind ->
                Stream.of("GET", "DELETE", "HEAD", "PUT").map(method -> Ask.json("POST", "/", transaction("\"method\":\"" + method + "\",\"url\":\"" + reference + "\"",
                        "{\"resourceType\":\"" + reference.substring(0, reference.indexOf('/')) + "\"}").replace("\"transaction\"", "\"" + kind + "\"")).toBeRefused())));
    }

    private static String transaction(String request, String resource) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"fullUrl\":\"urn:uuid:6b25ab6e-2f1c-4bd2-8d0b-6dfd9b5a1f01\",\"resource\":" + resource
                + ",\"request\":{" + request + "}}]}";
    }
}
