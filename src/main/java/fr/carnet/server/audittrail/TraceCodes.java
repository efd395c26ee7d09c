package fr.carnet.server.audittrail;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The codes of an AuditEvent, as it is shown and as the trace is searched for them: said once, so that the two cannot differ. */
final class TraceCodes {

    static final String TYPE_SYSTEM = "http://terminology.hl7.org/CodeSystem/audit-event-type";
    static final String TYPE = "rest";
    static final String SUBTYPE_SYSTEM = "http://hl7.org/fhir/restful-interaction";
    static final String ACTION_SYSTEM = "http://hl7.org/fhir/audit-event-action";
    static final String OUTCOME_SYSTEM = "http://hl7.org/fhir/audit-event-outcome";

    /** {@code subtype} of a row {@code e}. */
    static final String SUBTYPE_SQL = "case when e.interaction like '$%' then 'operation' else e.interaction end";
    /** {@code outcome} of a row {@code e}. */
    static final String OUTCOME_SQL = "case when e.status < 400 then '0' when e.status < 500 then '4' else '8' end";

    private static final String EXECUTE = "E";
    private static final Map<String, String> ACTIONS = Map.of("create", "C", "transaction", "C", "read", "R", "patch", "U", "update", "U");

    /** {@code action} of a row {@code e}. */
    static final String ACTION_SQL = "case e.interaction " + ACTIONS.entrySet().stream().sorted(Map.Entry.comparingByKey())
            .map(action -> "when '" + action.getKey() + "' then '" + action.getValue() + "'").collect(Collectors.joining(" ")) + " else '" + EXECUTE + "' end";

    private TraceCodes() {
    }

    static String subtype(TraceRow row) {
        return row.interaction().startsWith("$") ? "operation" : row.interaction();
    }

    static String action(TraceRow row) {
        return ACTIONS.getOrDefault(row.interaction(), EXECUTE);
    }

    static String outcome(TraceRow row) {
        return row.status() < 400 ? "0" : row.status() < 500 ? "4" : "8";
    }

    /**
     * @param system what a token names the code by
     * @param values tokens, {@code code} or {@code system|code}
     * @return the codes that they may mean
     */
    static List<String> codes(String system, List<String> values) {
        return values.stream().filter(value -> !value.contains("|") || value.startsWith(system + "|")).map(value -> value.substring(value.indexOf('|') + 1)).toList();
    }
}
