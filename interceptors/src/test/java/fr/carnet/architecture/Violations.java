package fr.carnet.architecture;

import java.util.List;
import java.util.Map;

/** For each rule, sources that break it; every class that is at fault has Planted in its name. */
final class Violations {

    static final Map<String, List<String>> ALL = Map.ofEntries(
            planted("POLICY_IS_PLAIN_JAVA", "fr.carnet.enforcement.policy", "final class Planted { org.hl7.fhir.r4.model.Patient patient; }"),
            planted("RULE_PACKAGES_KNOW_THE_POLICY_ONLY", "fr.carnet.enforcement.masking", "final class Planted { fr.carnet.enforcement.audit.AuditTrail trail; }"),
            planted("RULE_PACKAGES_NEVER_IMPORT_EACH_OTHER", "fr.carnet.enforcement.masking",
                    "final class Planted { fr.carnet.enforcement.consent.PlantedToo other; }",
                    "package fr.carnet.enforcement.consent; public final class PlantedToo { }"),
            planted("DISCLOSURE_AND_AUDIT_KNOW_THE_POLICY_ONLY", "fr.carnet.enforcement.disclosure",
                    "final class Planted { fr.carnet.enforcement.consent.BlockRule rule; }"),
            planted("ENFORCEMENT_KNOWS_NO_SERVER_AND_NO_FRAMEWORK", "fr.carnet.enforcement.hapi",
                    "@org.springframework.stereotype.Component final class Planted { }"),
            planted("ONLY_HAPI_KNOWS_HAPI", "fr.carnet.enforcement.habilitation", "final class Planted { ca.uhn.fhir.context.FhirContext fhir; }"),
            planted("CSV_IS_READ_IN_THREE_PLACES", "fr.carnet.enforcement.consent", "final class Planted { org.apache.commons.csv.CSVFormat format; }"),
            planted("RULES_ARE_ASSEMBLED_IN_ONE_PLACE", "fr.carnet.server.document",
                    "final class Planted { Object rule = new fr.carnet.enforcement.consent.BlockRule(); }"),
            planted("PORTS_ARE_IMPLEMENTED_IN_STORAGE_RECORD_AND_AUDITTRAIL", "fr.carnet.server.document",
                    "final class Planted implements fr.carnet.enforcement.audit.AuditTrail { public void append(fr.carnet.enforcement.audit.AuditRecord record) { } }"),
            planted("FEATURES_NEVER_IMPORT_EACH_OTHER", "fr.carnet.server.document", "final class Planted { fr.carnet.server.consent.PlantedToo other; }",
                    "package fr.carnet.server.consent; public final class PlantedToo { }"),
            planted("PLATFORM_KNOWS_NO_FEATURE_AND_NO_EDGE", "fr.carnet.server.storage", "final class Planted { fr.carnet.server.document.PlantedToo other; }",
                    "package fr.carnet.server.document; public final class PlantedToo { }"),
            planted("EDGE_KNOWS_NO_FEATURE", "fr.carnet.server.identity", "final class Planted { fr.carnet.server.record.PlantedToo other; }",
                    "package fr.carnet.server.record; public final class PlantedToo { }"),
            planted("NO_CYCLES_BETWEEN_ROOTS", "fr.carnet.enforcement.hapi", "public final class Planted { fr.carnet.server.fhir.PlantedToo other; }",
                    "package fr.carnet.server.fhir; public final class PlantedToo { fr.carnet.enforcement.hapi.Planted other; }"),
            planted("NO_CYCLES_IN_ENFORCEMENT", "fr.carnet.enforcement.audit", "public final class Planted { fr.carnet.enforcement.disclosure.PlantedToo other; }",
                    "package fr.carnet.enforcement.disclosure; public final class PlantedToo { fr.carnet.enforcement.audit.Planted other; }"),
            planted("NO_CYCLES_IN_THE_SERVER", "fr.carnet.server.storage", "public final class Planted { fr.carnet.server.http.PlantedToo other; }",
                    "package fr.carnet.server.http; public final class PlantedToo { fr.carnet.server.storage.Planted other; }"),
            planted("ONE_KIND_OF_INTERNAL_REQUEST", "fr.carnet.server.document",
                    "final class Planted { Object all = new ca.uhn.fhir.rest.api.server.SystemRequestDetails(); }"),
            planted("POLICY_TYPES_ARE_CLOSED", "fr.carnet.enforcement.policy", "class Planted { }"),
            planted("ENFORCEMENT_CLASSES_ARE_FINAL", "fr.carnet.enforcement.masking", "class Planted { }"),
            planted("NO_EMPTY_NAMES", "fr.carnet.server.document", "final class PlantedHelper { }"),
            planted("THE_FIELDS_WORDS", "fr.carnet.enforcement.masking", "final class EmergencyPlanted { }"),
            planted("NO_STANDARD_STREAMS", "fr.carnet.server.document", "final class Planted { void say() { System.out.println(); } }"),
            planted("NO_OLD_DATES", "fr.carnet.server.document", "final class Planted { java.util.Date when; }"),
            planted("ONE_CLOCK", "fr.carnet.enforcement.consent", "final class Planted { Object now = java.time.Instant.now(); }"),
            planted("NULL_MARKED", "fr.carnet.enforcement.unheardof", "final class Planted { }"),
            planted("NO_SHADOW_COPIES", "ca.uhn.fhir.jpa", "final class Planted { }"),
            planted("INTERCEPTORS_LIVE_IN_HAPI", "fr.carnet.server.document", "@ca.uhn.fhir.interceptor.api.Interceptor final class Planted { }"),
            planted("HOOKS_LIVE_IN_INTERCEPTORS", "fr.carnet.server.document",
                    "import ca.uhn.fhir.interceptor.api.*; final class Planted { @Hook(Pointcut.SERVER_OUTGOING_RESPONSE) public void hook() { } }"),
            planted("ONLY_FHIR_TOUCHES_THE_SERVLET", "fr.carnet.server.document", "final class Planted { ca.uhn.fhir.rest.server.RestfulServer server; }"),
            planted("SETTINGS_LIVE_IN_CONFIG", "fr.carnet.server.document",
                    "@org.springframework.boot.context.properties.ConfigurationProperties(\"x\") record Planted(String x) { }"),
            planted("NO_OTHER_BOUND_SETTINGS", "fr.carnet.server.document",
                    "final class Planted { @org.springframework.boot.context.properties.ConfigurationProperties(\"x\") Object bean() { return this; } }"),
            planted("NO_FIELD_INJECTION", "fr.carnet.server.document",
                    "final class Planted { @org.springframework.beans.factory.annotation.Autowired Object other; }"),
            planted("NO_VALUES_BY_STRING", "fr.carnet.server.document",
                    "final class Planted { @org.springframework.beans.factory.annotation.Autowired void set(Object other) { } }"),
            planted("PROFILES_ARE_FOR_THE_DEMO", "fr.carnet.server.identity", "@org.springframework.context.annotation.Profile(\"x\") final class Planted { }"));

    private Violations() {
    }

    private static Map.Entry<String, List<String>> planted(String rule, String inPackage, String type) {
        return Map.entry(rule, List.of("package " + inPackage + "; " + type));
    }

    private static Map.Entry<String, List<String>> planted(String rule, String inPackage, String type, String furtherUnit) {
        return Map.entry(rule, List.of("package " + inPackage + "; " + type, furtherUnit));
    }
}
