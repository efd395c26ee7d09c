package fr.carnet.server.entry;

import ca.uhn.fhir.rest.api.SortOrderEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.UrlUtil;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.ComputedStamp;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.server.storage.StoredSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * {@code Observation?code=39156-5}: one body mass index for each body weight, computed at the reading from it and the latest height of that moment. Both are
 * searched under the caller's decision, and the index is shown when that decision opens its own code too: so nobody is told of it what he could not work
 * out himself (ADR 0015). Nothing is stored.
 */
@Component
class BodyMassIndex {

    /** Weights, and heights, of one answer: beyond it the caller narrows by date. */
    private static final int MOST = 2_000;

    private static final String CODE = "code";
    private static final Set<String> SHAPING = Set.of("_count", "_offset", "_total", "_summary", "_elements", "_sort", "_format", "_pretty", "_include");
    private static final Set<String> ASKED = Set.of("patient", "patient.identifier", "patient:identifier", "subject.identifier", CODE, "date", "status", "category");
    private static final Set<String> SORTS = Set.of("date", "_id");
    private static final Map<String, Set<String>> OWN = Map.of("status", Set.of("final", "http://hl7.org/fhir/observation-status|final"),
            "category", Set.of("vital-signs", IndexOfWeight.CATEGORY + "|vital-signs"));

    private final StoredSearch search;
    private final ComputedStamp stamp;

    BodyMassIndex(StoredSearch search, ComputedStamp stamp) {
        this.search = search;
        this.stamp = stamp;
    }

    /** @return whether a search asks for it, and for it alone: what is computed and what is stored share no page */
    static boolean isAsked(RequestDetails request) {
        List<String> codes = values(request, CODE).toList();
        boolean asked = codes.stream().anyMatch(code -> code.substring(code.indexOf('|') + 1).equals(MeasureCodes.BODY_MASS_INDEX));
        if (asked && codes.size() > 1) {
            throw Refusal.of(Answer.INVALID_REQUEST, "bmi-alone");
        }
        return asked;
    }

    /** @return the page, with an exact total */
    IBundleProvider search(RequestDetails request, StoredSearch.Page page) {
        Set<String> offered = new TreeSet<>(ASKED);
        offered.addAll(SHAPING);
        boolean sortable = page.sort() == null || SORTS.contains(page.sort().getParamName());
        if (!offered.containsAll(request.getParameters().keySet()) || !sortable) {
            throw Refusal.of(Answer.UNKNOWN_PARAMETER, "bmi-parameters", String.join(", ", new TreeSet<>(ASKED)), String.join(", ", new TreeSet<>(SORTS)));
        }
        List<Observation> all = new ArrayList<>(isOwn(request) ? computed(request) : List.of());
        all.sort(order(page.sort()));
        List<Observation> shown = all.stream().skip(page.first()).limit(page.summary() == SummaryEnum.COUNT ? 0 : page.size()).toList();
        // What it was computed from is shown with it.
        shown.forEach(index -> index.getDerivedFrom().stream().map(Reference::getReference).forEach(RequestScope.draft(request)::entity));
        return StoredSearch.page(shown, all.size(), page);
    }

    private static boolean isOwn(RequestDetails request) {
        boolean system = values(request, CODE).allMatch(code -> !code.contains("|") || code.startsWith(IndexOfWeight.SYSTEM + "|"));
        return system && OWN.entrySet().stream().allMatch(own -> request.getParameters().getOrDefault(own.getKey(), new String[0]).length == 0
                || Arrays.stream(request.getParameters().get(own.getKey())).allMatch(value -> Arrays.stream(value.split(",")).anyMatch(own.getValue()::contains)));
    }

    private List<Observation> computed(RequestDetails request) {
        List<String> dates = RequestScope.searched(request).getOrDefault("date", List.of()).stream().map(date -> "date=" + UrlUtil.escapeUrlParam(date)).distinct().toList();
        IndexOfWeight indexes = new IndexOfWeight(measures(MeasureCodes.BODY_HEIGHT, List.of(), request));
        return measures(MeasureCodes.BODY_WEIGHT, dates, request).stream().flatMap(weight -> indexes.of(weight).stream()).filter(index -> stamp.stamp(index, request)).toList();
    }

    private List<Observation> measures(String code, List<String> dates, RequestDetails request) {
        List<String> conditions = Stream.concat(Stream.of("code=" + UrlUtil.escapeUrlParam(IndexOfWeight.SYSTEM + "|" + code)), dates.stream()).toList();
        List<Observation> found = search.all("Observation", request, conditions, MOST).stream().map(Observation.class::cast).toList();
        if (found.size() > MOST) {
            throw Refusal.of(Answer.INVALID_REQUEST, "bmi-too-many", MOST);
        }
        return found;
    }

    private static Comparator<Observation> order(@Nullable SortSpec sort) {
        Comparator<Observation> byId = Comparator.comparing(index -> index.getIdElement().getIdPart());
        if (sort == null) {
            return byId;
        }
        Comparator<Observation> order = "_id".equals(sort.getParamName()) ? byId : Comparator.comparing(index -> index.getEffectiveDateTimeType().getValue());
        return (sort.getOrder() == SortOrderEnum.DESC ? order.reversed() : order).thenComparing(byId);
    }

    private static Stream<String> values(RequestDetails request, String parameter) {
        return Arrays.stream(request.getParameters().getOrDefault(parameter, new String[0])).flatMap(value -> Arrays.stream(value.split(",")));
    }
}
