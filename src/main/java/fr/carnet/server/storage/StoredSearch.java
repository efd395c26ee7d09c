package fr.carnet.server.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.SearchTotalModeEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.util.DateUtils;
import ca.uhn.fhir.util.UrlUtil;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.PageSize;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.hapi.SearchNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.commons.lang3.tuple.Pair;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs a caller's search: by {@link RecordSearch} what asks for codes and dates alone, by HAPI all else. The record and the acl are added by narrowing; what names the patient in the URL was read by the gate. */
@Component
public class StoredSearch {

    /** Read before: the patient by the gate, what comes along by the feature that brings it. */
    private static final Set<String> READ_ELSEWHERE = Set.of("patient", "patient.identifier", "patient:identifier", "subject.identifier", "_include");

    /** Of a list that is not longer the ids are asked for at once: what costs is to find them, and the total then needs no search of its own. */
    private static final int SHORT = 200;

    private final DaoRegistry daos;
    private final MatchUrlService urls;
    private final FhirContext fhir;
    private final SearchNames names;
    private final StoredBodies bodies;
    private final RecordSearch records;

    StoredSearch(DaoRegistry daos, MatchUrlService urls, FhirContext fhir, SearchNames names, StoredBodies bodies, RecordSearch records) {
        this.daos = daos;
        this.urls = urls;
        this.fhir = fhir;
        this.names = names;
        this.bodies = bodies;
        this.records = records;
    }

    /**
     * @param type    FHIR type
     * @param request admitted request
     * @param page    paging and sorting as asked for
     * @return the page, with an exact total
     */
    public IBundleProvider run(String type, RequestDetails request, Page page) {
        List<String> conditions = RequestScope.searched(request).entrySet().stream()
                .filter(parameter -> !READ_ELSEWHERE.contains(parameter.getKey()) && !("Patient".equals(type) && "identifier".equals(parameter.getKey())))
                .flatMap(parameter -> parameter.getValue().stream().map(value -> UrlUtil.escapeUrlParam(parameter.getKey()) + "=" + UrlUtil.escapeUrlParam(value))).toList();
        SearchParameterMap parameters = parameters(type, conditions);
        parameters.setSort(sort(type, page.sort()));
        parameters.setCount(page.size());
        parameters.setOffset(page.first());
        parameters.setSummaryMode(page.summary());
        if (page.summary() == SummaryEnum.COUNT || page.size() == 0) {
            parameters.setSearchTotalMode(SearchTotalModeEnum.ACCURATE);
            return daos.getResourceDao(type).search(parameters, request);
        }
        // Parsed anew when it is needed: HAPI completes dates of a month in place as it searches.
        Supplier<SearchParameterMap> counting = () -> parameters(type, conditions);
        if (!StoredText.isAskedFor(request)) {
            List<IBaseResource> found = daos.getResourceDao(type).search(parameters, request).getResources(0, page.size());
            return page(found, total(type, request, page, found.size(), counting), page);
        }
        Optional<RecordSearch.Found> found = records.find(type, parameters, request);
        return found.isPresent() ? page(bodies.resources(found.get().rows(), request), found.get().total(), page) : byHapi(type, request, page, parameters, counting);
    }

    private IBundleProvider byHapi(String type, RequestDetails request, Page page, SearchParameterMap parameters, Supplier<SearchParameterMap> counting) {
        boolean early = page.first() + page.size() <= SHORT;
        int first = early ? 0 : page.first();
        List<JpaPid> found = ids(type, request, parameters, first, early ? SHORT + 1 : page.size());
        List<Long> shown = found.stream().skip(page.first() - first).limit(page.size()).map(JpaPid::getId).toList();
        int total = early && found.size() <= SHORT ? found.size() : total(type, request, page, shown.size(), counting);
        return page(bodies.page(shown, request), total, page);
    }

    /** HAPI finds what is shown, narrowed as every search; no body is read. */
    private List<JpaPid> ids(String type, RequestDetails request, SearchParameterMap parameters, int first, int most) {
        parameters.setOffset(first);
        parameters.setCount(most);
        parameters.setLoadSynchronousUpTo(most);
        IFhirResourceDao<?> dao = daos.getResourceDao(type);
        return withoutPage(request, () -> dao.searchForIds(parameters, request, null));
    }

    /**
     * Everything that a search of the server's own finds, under the caller's decision as any other.
     *
     * @param type       FHIR type
     * @param conditions {@code parameter=value} each, values escaped
     * @param most       at most so many
     * @return the resources, in the order of their ids; one more than {@code most} when there are more
     */
    public List<IBaseResource> all(String type, RequestDetails request, List<String> conditions, int most) {
        List<IBaseResource> all = new ArrayList<>();
        int size = PageSize.of(most + 1);
        List<IBaseResource> chunk;
        do {
            SearchParameterMap parameters = parameters(type, conditions);
            parameters.setCount(size);
            parameters.setOffset(all.size());
            chunk = withoutPage(request, () -> daos.getResourceDao(type).search(parameters, request).getResources(0, size));
            all.addAll(chunk);
        } while (chunk.size() == size && all.size() <= most);
        return all;
    }

    /** HAPI reads the page from the request too, and believes it more. */
    private static <T> T withoutPage(RequestDetails request, Supplier<T> search) {
        Map<String, String[]> asked = request.getParameters();
        Map<String, String[]> rest = new HashMap<>(asked);
        rest.keySet().removeAll(Set.of("_count", "_offset"));
        request.setParameters(rest);
        try {
            return search.get();
        } finally {
            // A copy, for what HAPI hands out cannot be changed, and when it fails it takes parameters off.
            request.setParameters(new HashMap<>(asked));
        }
    }

    /**
     * @param found every resource that a search found
     * @param page  paging as asked for
     * @return that page of them, with an exact total
     */
    public static IBundleProvider page(List<? extends IBaseResource> found, Page page) {
        return page(found.stream().skip(page.first()).limit(page.size()).toList(), found.size(), page);
    }

    /**
     * @param shown the resources of the page
     * @param total how many there are
     * @param page  paging as asked for
     * @return the page; without resources when only the total was asked for: what is not shown must not stand in the trace as shown
     */
    public static IBundleProvider page(List<? extends IBaseResource> shown, int total, Page page) {
        SimpleBundleProvider bundle = new SimpleBundleProvider(page.summary() == SummaryEnum.COUNT ? List.of() : shown);
        bundle.setSize(total);
        bundle.setCurrentPageOffset(page.first());
        bundle.setCurrentPageSize(page.size());
        return bundle;
    }

    private SearchParameterMap parameters(String type, List<String> conditions) {
        try {
            return translated(type, String.join("&", conditions));
        } catch (DataFormatException | InvalidRequestException unreadable) {
            // HAPI's text may quote the value; which parameter it was, each alone tells.
            String culprit = conditions.stream().filter(condition -> !isReadable(type, condition)).map(condition -> UrlUtil.unescape(condition.split("=")[0]))
                    .findFirst().orElseThrow(() -> Refusal.of(Answer.INVALID_REQUEST));
            throw Refusal.of(Answer.INVALID_REQUEST, "value-unreadable", culprit);
        }
    }

    private boolean isReadable(String type, String condition) {
        try {
            return translated(type, condition) != null;
        } catch (DataFormatException | InvalidRequestException unreadable) {
            return false;
        }
    }

    private SearchParameterMap translated(String type, String query) {
        SearchParameterMap parameters = urls.translateMatchUrl(type + "?" + query, fhir.getResourceDefinition(type));
        // The same condition twice, in whatever words (date=2026, date=eq2026), is one condition; HAPI asserts that it gets it once.
        parameters.entrySet().forEach(asked -> {
            asked.getValue().stream().flatMap(List::stream).forEach(StoredSearch::complete);
            asked.setValue(asked.getValue().stream().distinct().collect(Collectors.toCollection(ArrayList::new)));
        });
        return parameters;
    }

    /** From a month on is from its first day on, up to a month is up to its last day; HAPI takes the other end of the month for both. */
    private static void complete(IQueryParameterType asked) {
        if (asked instanceof DateParam date && date.getPrefix() != null && date.getPrecision().ordinal() <= TemporalPrecisionEnum.MONTH.ordinal()) {
            Pair<String, String> days = DateUtils.getCompletedDate(date.getValueAsString());
            switch (date.getPrefix()) {
                case GREATERTHAN_OR_EQUALS -> date.setValueAsString(days.getLeft());
                case LESSTHAN_OR_EQUALS -> date.setValueAsString(days.getRight());
                default -> { }
            }
        }
    }

    /** What callers sort by, as it is indexed: an author by name. The id as the last key is added by narrowing. */
    private @Nullable SortSpec sort(String type, @Nullable SortSpec asked) {
        SortSpec sort = asked == null ? null : sort(type, asked.getChain());
        List<String> codes = asked == null ? List.of() : names.sorts(type, asked.getParamName());
        for (int last = codes.size() - 1; last >= 0; last--) {
            sort = new SortSpec(codes.get(last), asked.getOrder(), sort);
        }
        return sort;
    }

    /** A page that is not full tells the total by itself; only then is the count, a second search, saved. */
    private int total(String type, RequestDetails request, Page page, int found, Supplier<SearchParameterMap> asked) {
        if (found < page.size() && (found > 0 || page.first() == 0)) {
            return page.first() + found;
        }
        SearchParameterMap counting = asked.get();
        counting.setSummaryMode(SummaryEnum.COUNT);
        return Objects.requireNonNull(daos.getResourceDao(type).search(counting, request).size(), "count");
    }

    /**
     * Paging and sorting of a search.
     *
     * @param sort    sort keys, allow-listed
     * @param count   resources per page
     * @param offset  first resource
     * @param summary {@code _summary}
     */
    public record Page(@Nullable SortSpec sort, @Nullable Integer count, @Nullable Integer offset, @Nullable SummaryEnum summary) {

        /** @return resources per page */
        public int size() {
            return PageSize.of(count);
        }

        /** @return first resource */
        public int first() {
            return PageSize.first(offset);
        }
    }
}
