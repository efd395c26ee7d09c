package fr.carnet.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The audit equation over a stretch of requests: requests = permits + denials + errors = rows of the trace, and each row names what its answer
 * showed. What the server does by itself, or notes apart for a reader who may not know of it, are rows beside the equation. Answers and rows are tied by X-Request-Id. Whoever opens a ledger records every answer of the server until it is balanced.
 */
public final class Ledger {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final Set<String> ABOUT_NOBODY = Set.of("OperationOutcome", "Parameters", "CodeSystem", "ConceptMap", "ImplementationGuide", "OperationDefinition",
            "SearchParameter", "StructureDefinition", "ValueSet");
    private static final Set<String> READS = Set.of("read", "vread", "search-type", "history-instance");
    private static final int PROBLEMS_TOLD = 20;

    private final JdbcClient database;
    private final long start;
    private final Map<String, List<Answered>> open = new HashMap<>();
    private final Set<String> conformance = new TreeSet<>();
    private int permits;
    private int denials;
    private int errors;

    /** @param database the database that the trace is in; rows from before are left out */
    public Ledger(JdbcClient database) {
        this.database = database;
        this.start = database.sql("select coalesce(max(sequence), 0) from carnet.audit_event").query(Long.class).single();
    }

    /**
     * @param status HTTP status
     * @param shown  references of the resources in the body
     * @param raw    whether the body is a document's bytes, which say no reference
     * @param silent whether there is no body at all: HEAD
     */
    private record Answered(int status, Set<String> shown, boolean raw, boolean silent) {
    }

    /**
     * @param requests answers recorded, conformance ones left out
     * @param permits  2xx
     * @param denials  4xx
     * @param errors   5xx
     * @param rows     rows of the trace
     */
    public record Balance(int requests, int permits, int denials, int errors, int rows) {
    }

    /** @param reply an answer about somebody's record, or a refusal: it must have its row */
    public synchronized Reply record(Reply reply) {
        if (reply.status() < 300) {
            permits++;
        } else if (reply.status() < 500) {
            denials++;
        } else {
            errors++;
        }
        boolean fhir = reply.header("Content-Type").matches(".*fhir\\+(json|xml).*");
        Answered answered = new Answered(reply.status(), reply.status() < 300 && fhir ? shown(reply) : Set.of(), reply.status() < 300 && !fhir && reply.bytes().length > 0,
                reply.bytes().length == 0);
        open.computeIfAbsent(reply.header("X-Request-Id"), id -> new ArrayList<>()).add(answered);
        return reply;
    }

    /** @param reply an answer on a public conformance path: it must have no row */
    public synchronized Reply conformance(Reply reply) {
        conformance.add(reply.header("X-Request-Id"));
        return reply;
    }

    /** Asserts the equation, and each row beside its answer. */
    public synchronized Balance balance() {
        List<String> problems = new ArrayList<>();
        int[] rows = {0};
        database.sql("select request_id, interaction, status, entities from carnet.audit_event where sequence > ? and caller_kind <> 'system' order by sequence").param(start).query(row -> {
            rows[0]++;
            settle(row.getString(1), row.getString(2), row.getInt(3), new TreeSet<>(Arrays.asList((String[]) row.getArray(4).getArray())), problems);
        });
        open.forEach((id, answers) -> answers.forEach(answer -> problems.add(id + " answered " + answer.status() + " has no row")));
        assertThat(problems.stream().limit(PROBLEMS_TOLD)).as(problems.size() + " answers and rows that do not agree").isEmpty();
        Balance balance = new Balance(permits + denials + errors, permits, denials, errors, rows[0]);
        assertThat(balance.rows()).as("requests = permits + denials + errors = rows: " + balance).isEqualTo(balance.requests());
        return balance;
    }

    private void settle(String id, String interaction, int status, Set<String> named, List<String> problems) {
        List<Answered> answers = open.getOrDefault(id, List.of());
        Answered match = answers.stream().filter(answer -> answer.status() == status && agrees(answer, interaction, named)).findFirst().orElse(null);
        if (match == null) {
            problems.add(id + ": the row says " + status + " " + interaction + " " + named + (conformance.contains(id) ? ", on a public path" : ", answered " + answers));
            return;
        }
        answers.remove(match);
        if (answers.isEmpty()) {
            open.remove(id);
        }
    }

    /** A read names exactly what it showed; a write at least, for it also changes what its answer does not repeat; a refusal nothing. */
    private static boolean agrees(Answered answer, String interaction, Set<String> named) {
        if (answer.status() >= 300) {
            return named.isEmpty();
        }
        if (answer.raw()) {
            return named.size() == 1 && named.iterator().next().startsWith("Binary/");
        }
        if (answer.silent()) {
            return true;
        }
        return READS.contains(interaction) ? named.equals(answer.shown()) : named.containsAll(answer.shown());
    }

    private static Set<String> shown(Reply reply) {
        String text = reply.text();
        try {
            JsonNode body = JSON.readTree(text.startsWith("<") ? FHIR.newJsonParser().encodeResourceToString(FHIR.newXmlParser().parseResource(text)) : text);
            boolean bundle = "Bundle".equals(body.path("resourceType").asText());
            Set<String> shown = new TreeSet<>();
            (bundle ? StreamSupport.stream(body.path("entry").spliterator(), false).map(entry -> entry.path("resource")) : List.of(body).stream())
                    .filter(resource -> !resource.isMissingNode() && !ABOUT_NOBODY.contains(resource.path("resourceType").asText()))
                    .forEach(resource -> shown.add(resource.path("resourceType").asText() + "/" + resource.path("id").asText()));
            return shown;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
