package fr.carnet.server.audittrail;

import ca.uhn.fhir.rest.api.SortOrderEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.ReferencedApps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;

/**
 * What a search of the history asks besides the record (API 4), as SQL conditions on a row {@code e}. It asks for what an AuditEvent shows and for
 * nothing else, and it is ANDed to what the reader may see: so it tells nothing that reading all of it would not.
 */
final class TraceQuery {

    private static final String NEVER = "false";
    /** System of an OID written as a URI. */
    private static final String URI = "urn:ietf:rfc:3986|";

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private final boolean oldestFirst;
    private final String patient;
    private final String base;
    private final ReferencedApps apps;

    /**
     * @param request an admitted search
     * @param sort    sort keys, allow-listed: all of them mean when it was recorded
     * @param apps    the catalogue: a service may be asked for by its OID
     */
    TraceQuery(RequestDetails request, @Nullable SortSpec sort, ReferencedApps apps) {
        this.apps = apps;
        patient = "Patient/" + RequestScope.permit(request).patientId();
        base = request.getFhirServerBase();
        oldestFirst = sort != null && sort.getOrder() != SortOrderEnum.DESC;
        request.getParameters().forEach((name, given) -> {
            for (String value : given) {
                condition(name, Arrays.asList(value.split(",")));
            }
        });
    }

    /** @return conditions, each with a leading {@code and} */
    String sql() {
        return conditions.stream().map(condition -> " and (" + condition + ")").collect(Collectors.joining());
    }

    /** @return direction of the order, newest first when none was asked for */
    String direction() {
        return oldestFirst ? "asc" : "desc";
    }

    /** @return the values that the conditions name */
    Map<String, Object> values() {
        return Map.copyOf(values);
    }

    private void condition(String name, List<String> alternatives) {
        switch (name) {
            case "date", "_lastUpdated" -> anyOf(alternatives, value -> date(name, value));
            case "agent", "agent:identifier" -> anyOf(alternatives, this::agent);
            case "entity" -> anyOf(alternatives, this::entity);
            case "_id" -> conditions.add("e.id::text in (" + named(alternatives) + ")");
            case "type" -> conditions.add(String.valueOf(TraceCodes.codes(TraceCodes.TYPE_SYSTEM, alternatives).contains(TraceCodes.TYPE)));
            case "subtype" -> code(TraceCodes.SUBTYPE_SQL, TraceCodes.codes(TraceCodes.SUBTYPE_SYSTEM, alternatives));
            case "action" -> code(TraceCodes.ACTION_SQL, TraceCodes.codes(TraceCodes.ACTION_SYSTEM, alternatives));
            case "outcome" -> code(TraceCodes.OUTCOME_SQL, TraceCodes.codes(TraceCodes.OUTCOME_SYSTEM, alternatives));
            default -> {
                // The gate has read the patient; the rest shapes the page.
            }
        }
    }

    private void anyOf(List<String> alternatives, Function<String, String> condition) {
        conditions.add(alternatives.stream().map(condition).map(one -> "(" + one + ")").collect(Collectors.joining(" or ")));
    }

    private void code(String expression, List<String> codes) {
        conditions.add(codes.isEmpty() ? NEVER : expression + " in (" + named(codes) + ")");
    }

    private String date(String name, String value) {
        TraceDates date = TraceDates.of(name, value);
        return date.condition().formatted(named(date.from()), named(date.to()));
    }

    /** A professional or structure by its identifier, a service by its OID or client, the patient's side by reference, whoever else by what it is called. */
    private String agent(String value) {
        int bar = value.indexOf('|');
        String uri = value.startsWith(URI) ? value.substring(URI.length()) : value;
        if (uri.startsWith("urn:oid:") && !uri.contains("|")) {
            return apps.findByOid(uri)
                    .map(app -> "e.caller_kind = 'app' and e.caller_id = " + named(app.clientId())).orElse(NEVER);
        }
        if (bar >= 0) {
            String kind = switch (value.substring(0, bar)) {
                case ActorId.PROFESSIONAL -> "e.caller_kind = 'professional'";
                case ActorId.STRUCTURE -> "e.caller_kind = 'structure'";
                case "" -> "e.caller_kind not in ('professional', 'structure', 'holder', 'representative')";
                default -> NEVER;
            };
            return kind + " and e.caller_id = " + named(value.substring(bar + 1));
        }
        IdType id = new IdType(value);
        List<String> meant = id.hasResourceType() ? List.of(local(id)) : List.of(value, "Patient/" + value, "RelatedPerson/" + value);
        return "e.caller_id in (" + named(meant) + ") or e.on_behalf_of in (" + named(meant) + ")";
    }

    /** The record's own Patient is an entity of every line; other Patients are shown on none. */
    private String entity(String value) {
        IdType id = new IdType(value);
        if (id.hasResourceType()) {
            String reference = local(id);
            return reference.equals(patient) ? "true" : reference.startsWith("Patient/") ? NEVER : named(reference) + " = any (e.entities)";
        }
        return patient.equals("Patient/" + value) ? "true"
                : "exists (select 1 from unnest(e.entities) named where split_part(named, '/', 2) = " + named(value) + " and named not like 'Patient/%')";
    }

    /** @return the reference as it is stored; that of another server names nothing here */
    private String local(IdType id) {
        return id.isAbsolute() && !id.getBaseUrl().equals(base) ? "" : id.getResourceType() + "/" + id.getIdPart();
    }

    private String named(Object value) {
        String name = "asked" + values.size();
        values.put(name, value);
        return ":" + name;
    }
}
