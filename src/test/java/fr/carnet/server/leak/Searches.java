package fr.carnet.server.leak;

import fr.carnet.enforcement.hapi.AllowedInteraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Searches: what the allow-list offers of each type, with values that match and values that do not, and what nobody is offered. */
final class Searches {

    static final List<String> SHAPES = List.of("_count=1", "_count=2", "_count=0", "_count=200", "_offset=1", "_offset=2", "_offset=50", "_count=1&_offset=1",
            "_summary=count", "_summary=true", "_summary=data", "_summary=text", "_summary=false", "_total=accurate", "_total=none", "_total=estimate",
            "_elements=status", "_elements=extension,securityLabel", "_format=xml", "_pretty=true", "_count=0&_total=none", "_format=json&_pretty=true");

    /** Never offered on any type, whatever comes to be offered. */
    static final List<String> REFUSED = List.of("_has:List:item:code=submissionset", "_has:DocumentReference:relatesto:status=current", "_has:AuditEvent:entity:action=R",
            "_include=*", "_include=List:item", "_include=DocumentReference:patient", "_include=DocumentReference:relatesto", "_include:iterate=*",
            "_revinclude=List:item", "_revinclude=*", "_revinclude=DocumentReference:relatesto", "_revinclude=AuditEvent:entity", "_filter=status%20eq%20current",
            "acl=h", "acl=ps.11488-4", "patient-acl=x", "_sort=acl", "_sort=-acl", "_sort=_pid", "_sort=patient.name", "_pid=1", "_security=N",
            "_security:not=R", "_tag=x", "_profile=x",
            "_text=compte", "_content=compte", "_list=${List.other}", "_source=x", "_contained=true", "_query=x", "_type=Patient", "_at=2026-01-01", "_since=2026-01-01",
            "_getpages=6b25ab6e-2f1c-4bd2-8d0b-6dfd9b5a1f01", "_getpages=6b25ab6e-2f1c-4bd2-8d0b-6dfd9b5a1f01&_getpagesoffset=1", "_summary=beaucoup", "_count=-1", "_offset=x",
            "status:not=current", "status:missing=true", "type:not=11488-4", "type:in=http://example.org/vs", "type:above=11488-4", "type:text=compte",
            "description:contains=secret", "description:exact=x", "_id:not=${DocumentReference.other}", "_lastUpdated:missing=false", "subject.name=MARTIN", "patient.name=MARTIN",
            "patient:Patient.birthdate=1980", "item.description=secret", "patient:not=${Patient.other}", "patient:missing=true");

    private static final String INS = "urn:oid:1.2.250.1.213.1.4.8%7C";
    private static final Set<String> SHAPING = Set.of("_count", "_offset", "_summary", "_total", "_elements", "_sort");

    /** Parameters that name stored resources, and of which types. */
    private static final Map<String, List<String>> REFERRING = Map.of("relatesto", List.of("DocumentReference"), "related", List.of("DocumentReference", "List"),
            "device", List.of("Device"), "part-of", List.of("Communication"), "entity", List.of("DocumentReference", "List", "Binary", "Patient"));

    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("status", List.of("current", "superseded", "entered-in-error", "active", "inactive", "current,superseded")),
            Map.entry("type", List.of("11488-4", "99999-9", "57833-6", "http://loinc.org%7C11506-3", "11488-4,99999-9")),
            Map.entry("category", List.of("10", "blocage", "acces-professionnel", "10,42")),
            Map.entry("code", List.of("submissionset", "folder", "x")),
            Map.entry("date", List.of("ge2026-01-01", "lt2026-01-01", "2026-11-18", "ge2026-11-18&date=le2026-11-19")),
            Map.entry("creation", List.of("ge2026-01-01")),
            Map.entry("period", List.of("ge2026-01-01", "lt2026-01-01")),
            Map.entry("period-start", List.of("ge2026-01-01", "lt2026-01-01")),
            Map.entry("period-end", List.of("ge2026-01-01", "lt2026-01-01")),
            Map.entry("author", List.of("810000000011", "urn:oid:1.2.250.1.71.4.2.1%7C810000000011", "810000000022")),
            Map.entry("agent", List.of("810000000011", "Patient/${Patient.own}", "Patient/${Patient.other}")),
            Map.entry("actor", List.of("Patient/${Patient.own}", "Patient/${Patient.other}", "urn:oid:1.2.250.1.71.4.2.1%7C810000000011")),
            Map.entry("sender", List.of("Patient/${Patient.own}", "Patient/${Patient.other}", "urn:oid:1.2.250.1.71.4.2.1%7C810000000022")),
            Map.entry("recipient", List.of("Patient/${Patient.own}", "Patient/${Patient.other}")),
            Map.entry("_include", List.of("Observation:device")),
            Map.entry("action", List.of("C", "R", "E")),
            Map.entry("subtype", List.of("create", "read", "operation")),
            Map.entry("outcome", List.of("0", "4")),
            Map.entry("security-label", List.of("N", "MASQUE_PS", "INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX", "N,MASQUE_PS")),
            Map.entry("isArchived", List.of("true", "false", "true,false")),
            Map.entry("space", List.of("comptes-rendus", "espace-personnel", "traitement,comptes-rendus", "x")),
            Map.entry("rubric", List.of("CPT_REND", "ORD_SOIN", "x")),
            Map.entry("description", List.of("Document", "Document%20secretMasked", "Document%20one")),
            Map.entry("title", List.of("Lot", "Lot%20secretMasked", "Lot%20one")),
            Map.entry("_lastUpdated", List.of("ge2020-01-01", "lt2020-01-01")));

    private Searches() {
    }

    /** Ways to say whose record: of one's own, of another patient, of nobody. */
    static List<String> patients(String type, boolean identity) {
        if ("Patient".equals(type)) {
            List<String> known = List.of("identifier=" + INS + "${ins.own}", "_id=${Patient.own}", "_id=${Patient.other}");
            return identity ? Stream.concat(known.stream(), Stream.of("identifier=" + INS + "${ins.other}")).toList() : known;
        }
        return List.of("patient=${Patient.own}", "patient=Patient/${Patient.own}", "patient.identifier=" + INS + "${ins.own}",
                "patient:identifier=" + INS + "${ins.own}", "subject.identifier=" + INS + "${ins.own}", "subject.identifier=" + INS + "${ins.other}", "patient=${Patient.other}", "patient.identifier=" + INS + "${ins.other}",
                "patient=${Patient.own}&patient=${Patient.other}", "patient=${Patient.own},${Patient.other}", "patient=00000000-0000-0000-0000-000000000000", "");
    }

    /** Every filter that the row offers, with each of its values. */
    static List<String> filters(AllowedInteraction row, Names names) {
        List<String> filters = new ArrayList<>();
        row.parameters().stream().sorted().filter(parameter -> !parameter.startsWith("patient") && !parameter.startsWith("subject") && !SHAPING.contains(parameter))
                .forEach(parameter -> values(parameter, row.type(), names).forEach(value -> filters.add(parameter + "=" + value)));
        row.sorts().stream().sorted().flatMap(sort -> Stream.of(sort, "-" + sort)).forEach(sort -> filters.add("_sort=" + sort));
        return filters;
    }

    private static List<String> values(String parameter, String type, Names names) {
        if ("_id".equals(parameter)) {
            return names.of(type).stream().map(name -> "${" + name + "}").toList();
        }
        if ("identifier".equals(parameter)) {
            return names.of("identifier").stream().flatMap(name -> Stream.of("urn:ietf:rfc:3986%7Curn:uuid:${" + name + "}", "urn:uuid:${" + name + "}")).toList();
        }
        if (REFERRING.containsKey(parameter)) {
            return REFERRING.get(parameter).stream().flatMap(target -> names.of(target).stream().flatMap(name -> Stream.of(target + "/${" + name + "}", "${" + name + "}"))).toList();
        }
        return VALUES.getOrDefault(parameter, List.of("x", "http://loinc.org%7C11488-4", "2026-11-18"));
    }

    /** Each filter, shape and refusal of a type alone. */
    static List<Ask> of(AllowedInteraction row, Names names) {
        String type = row.type();
        List<Ask> asks = new ArrayList<>();
        List<String> patients = patients(type, names.hidesRecords());
        patients.forEach(patient -> asks.add(Ask.get("/" + type + "?" + patient)));
        patients.forEach(patient -> asks.add(Ask.form("/" + type + "/_search", patient)));
        String own = patients.get(0);
        Stream.concat(filters(row, names).stream(), SHAPES.stream()).forEach(more -> asks.add(Ask.get("/" + type + "?" + own + "&" + more)));
        SHAPES.forEach(shape -> asks.add(Ask.form("/" + type + "/_search?" + shape, own)));
        REFUSED.forEach(refused -> asks.add(Ask.get("/" + type + "?" + own + "&" + refused).toBeRefused()));
        return asks;
    }
}
