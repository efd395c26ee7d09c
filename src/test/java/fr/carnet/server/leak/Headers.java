package fr.carnet.server.leak;

import java.util.List;
import java.util.Map;

/** Headers that a caller may send along with anything: honest ones, hostile ones, conditions on versions and dates. */
final class Headers {

    /** Refused whatever the request: they would steer HAPI from outside (API 3). */
    static final List<Map.Entry<String, String>> STEERING = List.of(Map.entry("X-HTTP-Method-Override", "DELETE"), Map.entry("X-Rewrite-History", "true"),
            Map.entry("X-Cascade", "delete"),
            Map.entry("X-Request-Partition-IDs", "_ALL"), Map.entry("X-Retry-On-Version-Conflict", "retry"), Map.entry("X-Meta-Snapshot-Mode", "TAG"),
            Map.entry("X-Security-Context", "x"), Map.entry("If-None-Exist", "identifier=x"), Map.entry("X-Upsert-Extistence-Check", "disabled"));

    /** Let through or ignored. */
    static final List<Map.Entry<String, String>> OTHERS = List.of(Map.entry("Accept", "application/fhir+xml"), Map.entry("Accept", "application/json"),
            Map.entry("Accept", "text/html"),
            Map.entry("Accept", "text/plain"), Map.entry("Accept-Language", "en"), Map.entry("Accept-Language", "de, en;q=0.5"), Map.entry("Prefer", "return=representation"),
            Map.entry("Prefer", "return=minimal"), Map.entry("Prefer", "return=OperationOutcome"), Map.entry("Prefer", "handling=strict"), Map.entry("Prefer", "handling=lenient"),
            Map.entry("Prefer", "respond-async"), Map.entry("If-None-Match", "W/\"1\""), Map.entry("If-None-Match", "*"), Map.entry("If-Match", "W/\"1\""),
            Map.entry("If-Match", "W/\"7\""),
            Map.entry("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT"), Map.entry("Cache-Control", "no-cache"), Map.entry("Cache-Control", "no-store, max-results=1"),
            Map.entry("Pragma", "no-cache"), Map.entry("Range", "bytes=0-3"), Map.entry("X-Forwarded-Host", "pirate.example"), Map.entry("X-Forwarded-For", "10.0.0.1"),
            Map.entry("Forwarded", "host=pirate.example"), Map.entry("Code-Finalite", "BIEN-ETRE"), Map.entry("Cookie", "JSESSIONID=1"), Map.entry("Accept-Encoding", "gzip"),
            Map.entry("Mode-Acces", "normal"), Map.entry("Mode-Acces", "bris_de_glace"), Map.entry("Mode-Acces", "centre_15"), Map.entry("Mode-Acces", "inconnu"),
            Map.entry("Content-Location", "DocumentReference/${DocumentReference.other}"), Map.entry("X-Request-Id", "${DocumentReference.other}"));

    private Headers() {
    }
}
