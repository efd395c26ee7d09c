package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.policy.AccessDecision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.IdType;

/**
 * See stage, references in searches: a search may name a stored resource, and what it finds would tell that the named one exists. Whatever the
 * decision does not show is asked for as one constant absent id, so that hidden, foreign and absent targets are one and the same search. One
 * statement for all references of a search. The index is asked for a reference's text; no engine resolves what a caller names.
 */
final class SearchedReferences {

    private static final String ABSENT = "00000000-0000-0000-0000-000000000000";
    private static final String PATIENT = "Patient/";
    /** FHIR R4, datatypes, id. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final SearchNames names;
    private final StoredResources stored;

    SearchedReferences(SearchNames names, StoredResources stored) {
        this.names = names;
        this.stored = stored;
    }

    /** Leaves in the request's scope what the index is to be asked, instead of what the caller wrote. */
    void settle(RequestDetails request, String type) {
        AccessDecision.Permit permit = RequestScope.permit(request);
        Set<String> shown = shown(request, type, permit);
        Map<String, List<String>> asked = new LinkedHashMap<>();
        request.getParameters().forEach((name, values) -> {
            SearchName row = names.find(type, name).orElse(new SearchName(type, name, name, "", List.of(), List.of()));
            for (String value : values) {
                boolean identifiers = isIdentifiers(row, value);
                String settled = row.targets().isEmpty() || identifiers ? value : settled(row, value, request, shown);
                asked.computeIfAbsent(identifiers ? row.identifiers() : row.index(), code -> new ArrayList<>()).add(settled);
            }
        });
        RequestScope.searched(request, asked);
    }

    private Set<String> shown(RequestDetails request, String type, AccessDecision.Permit permit) {
        Set<String> named = new LinkedHashSet<>();
        request.getParameters().forEach((name, values) -> names.find(type, name).filter(row -> !row.targets().isEmpty()).ifPresent(row ->
                Arrays.stream(values).filter(value -> !isIdentifiers(row, value)).flatMap(value -> candidates(row, value, request)).forEach(named::add)));
        Set<String> own = Set.of(PATIENT + permit.patientId());
        Set<String> others = named.stream().filter(reference -> !reference.startsWith(PATIENT)).collect(Collectors.toSet());
        if (others.isEmpty()) {
            return own;
        }
        Set<String> visible = stored.shown(others, permit.patientId(), permit.tokens());
        Set<String> inScope = RequestScope.narrowed(request).map(filter -> stored.carrying(visible, filter)).orElse(visible);
        return Stream.concat(own.stream(), inScope.stream()).collect(Collectors.toSet());
    }

    private static String settled(SearchName row, String value, RequestDetails request, Set<String> shown) {
        List<String> visible = candidates(row, value, request).filter(shown::contains).toList();
        return visible.isEmpty() ? row.targets().get(0) + "/" + ABSENT : String.join(",", visible);
    }

    /** @return what the value may mean: a bare id means each type that the parameter refers to; an address of another server means nothing here */
    private static Stream<String> candidates(SearchName row, String value, RequestDetails request) {
        return Arrays.stream(value.split(",")).map(IdType::new).filter(id -> id.hasIdPart() && ID.matcher(id.getIdPart()).matches())
                .filter(id -> !id.isAbsolute() || id.getBaseUrl().equals(request.getFhirServerBase()))
                .flatMap(id -> row.targets().stream().filter(target -> !id.hasResourceType() || id.getResourceType().equals(target))
                        .map(target -> target + "/" + id.getIdPart()));
    }

    /** @return whether every alternative is {@code system|value}; a mixture would be two parameters in one */
    private static boolean isIdentifiers(SearchName row, String value) {
        if (row.identifiers().isEmpty()) {
            return false;
        }
        List<String> alternatives = List.of(value.split(","));
        long identifiers = alternatives.stream().filter(alternative -> alternative.contains("|")).count();
        if (identifiers > 0 && identifiers < alternatives.size()) {
            throw Refusal.of(Answer.INVALID_REQUEST, "mixed-references", row.name());
        }
        return identifiers > 0;
    }
}
