package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.policy.Caller;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Allow stage: what is not in {@code allow-list.csv} is refused. Caller kind x interaction x type x parameter with modifier x sort key. It
 * runs before the gate because its answer depends on the request alone (ADR 0003).
 */
public final class AllowList {

    private static final Set<String> SUMMARIES = Set.of("true", "false", "count", "text", "data");
    private static final Set<String> EVERYWHERE = Set.of("_format", "_pretty");

    /** The one include: the device of a measure. */
    public static final String INCLUDE = "Observation:device";

    /** Characters of one alternative of a value: the longest identifier of a document is as long. */
    private static final int LONGEST = 1_000;

    private final List<AllowedInteraction> rows;

    AllowList(List<AllowedInteraction> rows) {
        this.rows = List.copyOf(rows);
    }

    /** @return the list that the build ships */
    public static AllowList load() {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (InputStreamReader csv = new InputStreamReader(
                        Objects.requireNonNull(AllowList.class.getResourceAsStream("allow-list.csv")), StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(csv, format)) {
            List<AllowedInteraction> rows = new ArrayList<>();
            for (CSVRecord line : parser) {
                rows.add(new AllowedInteraction(line.get("type"), line.get("interaction"), words(line.get("callers")),
                        line.get("scope"), words(line.get("parameters")), words(line.get("sorts"))));
            }
            return new AllowList(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return every row, for the CapabilityStatement and the documentation */
    public List<AllowedInteraction> rows() {
        return rows;
    }

    /**
     * @param request   the request
     * @param operation interaction that HAPI chose
     * @return the row that lets it pass
     */
    AllowedInteraction require(RequestDetails request, RestOperationTypeEnum operation) {
        Caller caller = RequestScope.caller(request);
        String interaction = interaction(request, operation);
        // OpenAPI asks for the CapabilityStatement under its own path.
        String type = operation == RestOperationTypeEnum.METADATA ? "" : Optional.ofNullable(request.getResourceName()).orElse("");
        AllowedInteraction row = rows.stream()
                .filter(candidate -> candidate.type().equals(type) && candidate.interaction().equals(interaction))
                .findFirst()
                .orElseThrow(() -> Refusal.of(Answer.NOT_OFFERED));
        if (!row.isFor(caller.kind())) {
            throw Refusal.of(caller instanceof Caller.Anonymous ? Answer.UNAUTHENTICATED : Answer.REFUSED);
        }
        if (caller instanceof Caller.Support desk && row.isBeyond(desk)) {
            throw Refusal.of(Answer.INSUFFICIENT_SCOPE);
        }
        if (RequestScope.scopes(request).filter(scopes -> !row.scope().isEmpty() && !row.isWithin(scopes)).isPresent()) {
            throw Refusal.of(Answer.INSUFFICIENT_SCOPE);
        }
        RequestScope.scopes(request).flatMap(row::filter).ifPresent(filter -> {
            // An operation of the record, or a type that is reached by another one's scope, acts on the whole of it.
            if (interaction.startsWith("$") || !filter.type().equals(type) && !OpenTypes.isContent(type)) {
                throw Refusal.of(Answer.INSUFFICIENT_SCOPE);
            }
            RequestScope.narrowed(request, filter);
        });
        request.getParameters().forEach((name, values) -> checkParameter(row, name, values));
        return row;
    }

    private static void checkParameter(AllowedInteraction row, String name, String[] values) {
        if (EVERYWHERE.contains(name)) {
            return;
        }
        if (!row.parameters().contains(name)) {
            throw Refusal.of(Answer.UNKNOWN_PARAMETER, "unknown-parameter", quotable(name), String.join(", ", row.parameters().stream().sorted().toList()));
        }
        if (Arrays.stream(values).flatMap(value -> Arrays.stream(value.split(",", -1))).anyMatch(String::isBlank)) {
            throw Refusal.of(Answer.INVALID_REQUEST);
        }
        if (Arrays.stream(values).flatMap(value -> Arrays.stream(value.split(",", -1))).anyMatch(value -> value.length() > LONGEST)) {
            throw Refusal.of(Answer.INVALID_REQUEST, "value-too-long", name, LONGEST);
        }
        if ("_summary".equals(name) && !SUMMARIES.containsAll(Arrays.asList(values))) {
            throw Refusal.of(Answer.INVALID_REQUEST);
        }
        if ("_include".equals(name) && !Arrays.stream(values).allMatch(INCLUDE::equals)) {
            throw Refusal.of(Answer.UNKNOWN_PARAMETER, "unknown-include", INCLUDE);
        }
        if ("_sort".equals(name)) {
            Arrays.stream(values).flatMap(value -> Arrays.stream(value.split(",")))
                    .map(key -> key.startsWith("-") ? key.substring(1) : key)
                    .filter(key -> !row.sorts().contains(key))
                    .findFirst()
                    .ifPresent(key -> {
                        throw Refusal.of(Answer.UNKNOWN_PARAMETER, "unknown-sort", quotable(key), String.join(", ", row.sorts().stream().sorted().toList()));
                    });
        }
        if ("_count".equals(name) || "_offset".equals(name)) {
            Arrays.stream(values).filter(value -> !value.matches("[0-9]{1,6}")).findFirst().ifPresent(value -> {
                throw Refusal.of(Answer.UNKNOWN_PARAMETER, "not-a-number", name);
            });
        }
    }

    /** @return the interaction's word in the list and in the trace */
    static String interaction(RequestDetails request, @Nullable RestOperationTypeEnum operation) {
        boolean extended = request.getOperation() != null && request.getOperation().startsWith("$");
        return extended ? request.getOperation() : operation == null ? "unknown" : operation.getCode();
    }

    /** A caller's own word is quoted back only when it is short and plain: an error text is no place for what else it may hold. */
    private static String quotable(String name) {
        return name.matches("[A-Za-z0-9_.:-]{1,40}") ? name : "?";
    }

    private static Set<String> words(String cell) {
        return Arrays.stream(cell.split(" ")).filter(word -> !word.isBlank()).collect(Collectors.toUnmodifiableSet());
    }
}
