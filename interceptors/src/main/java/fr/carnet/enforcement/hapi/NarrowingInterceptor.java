package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.SortOrderEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.util.ICachedSearchDetails;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.disclosure.SearchConstraint;

/**
 * Narrow stage: ANDs the decision into every search, whoever built it: this record, one of these acl tokens, the codes that narrowed scopes leave. Also forces offset mode and a
 * total order, and forbids the reuse of cached searches, whose key does not know the caller.
 */
@Interceptor(order = Integer.MAX_VALUE - 10)
public final class NarrowingInterceptor {

    private final GovernedTypes types;

    /** @param types the table */
    public NarrowingInterceptor(GovernedTypes types) {
        this.types = types;
    }

    /** Adds the predicate, or fails closed. */
    @Hook(Pointcut.STORAGE_PRESEARCH_REGISTERED)
    public void narrow(RequestDetails request, ICachedSearchDetails search, SearchParameterMap parameters) {
        String type = search.getResourceType();
        if (request instanceof InternalRequest) {
            return;
        }
        if (OpenTypes.isConformance(type)) {
            order(parameters);
            return;
        }
        if (types.find(type).isEmpty() || parameters.getEverythingMode() != null || parameters.isLastN()) {
            throw new IllegalStateException("a search that no rule covers");
        }
        SearchConstraint constraint = SearchConstraint.of(RequestScope.permit(request));
        bindToRecord(type, parameters, constraint.patientId());
        TokenOrListParam acl = new TokenOrListParam();
        constraint.tokens().forEach(token -> acl.add(new TokenParam(Canonical.ACL_SYSTEM, token)));
        parameters.add("acl", acl);
        RequestScope.narrowed(request).filter(filter -> filter.type().equals(type)).ifPresent(filter -> {
            TokenOrListParam codes = new TokenOrListParam();
            filter.values().stream().sorted().map(value -> value.split("\\|", 2)).forEach(value -> codes.add(new TokenParam(value[0], value[1])));
            parameters.add(filter.parameter(), codes);
        });
        if (OpenTypes.isArchivable(type) && !parameters.containsKey("isArchived")) {
            parameters.add("isArchived", new TokenParam("false"));
        }
        page(parameters);
        search.setCannotBeReused();
    }

    /** A cached search answers whoever asks for its URL: never. */
    @Hook(Pointcut.STORAGE_PRECHECK_FOR_CACHED_SEARCH)
    public boolean neverFromCache() {
        return false;
    }

    /** Whatever the caller wrote about the patient has been read by the gate; from here on only the decision's record counts. */
    private static void bindToRecord(String type, SearchParameterMap parameters, String patientId) {
        if ("Patient".equals(type)) {
            parameters.remove("identifier");
            parameters.remove("_id");
            parameters.add("_id", new TokenParam(patientId));
        } else {
            parameters.remove("patient");
            parameters.add("patient", new ReferenceParam("Patient", null, patientId));
        }
    }

    private static void page(SearchParameterMap parameters) {
        parameters.setOffset(PageSize.first(parameters.getOffset()));
        parameters.setCount(PageSize.of(parameters.getCount()));
        order(parameters);
    }

    /** Without a total order a resource may stand on two pages, or on none. */
    private static void order(SearchParameterMap parameters) {
        SortSpec last = new SortSpec("_id", SortOrderEnum.ASC);
        if (parameters.getSort() == null) {
            parameters.setSort(last);
            return;
        }
        SortSpec end = parameters.getSort();
        while (end.getChain() != null) {
            end = end.getChain();
        }
        end.setChain(last);
    }
}
