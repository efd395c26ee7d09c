package fr.carnet.server.storage;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndex;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedComboTokenNonUnique;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.model.entity.ResourceLink;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What HAPI found to index in one new resource, of the kinds that Carnet's search parameters are of.
 *
 * @param resource the resource's number
 * @param tokens   rows for {@code hfj_spidx_token}
 * @param strings  rows for {@code hfj_spidx_string}
 * @param dates    rows for {@code hfj_spidx_date}
 * @param links    rows for {@code hfj_res_link}
 * @param combined rows for {@code hfj_idx_cmb_tok_nu}
 */
record FoundRows(Long resource, List<ResourceIndexedSearchParamToken> tokens, List<ResourceIndexedSearchParamString> strings, List<ResourceIndexedSearchParamDate> dates,
        List<ResourceLink> links, List<ResourceIndexedComboTokenNonUnique> combined) {

    /** Takes the rows out of HAPI's collections, with their hashes: Hibernate is not to know of them. */
    static FoundRows take(ResourceTable resource, ResourceIndexedSearchParams found) {
        return new FoundRows(resource.getId().getId(), take(resource, found.myTokenParams), take(resource, found.myStringParams), take(resource, found.myDateParams),
                take(resource, found.myLinks), take(resource, found.myComboTokenNonUnique));
    }

    /** @return whether all that was found is of these kinds, and of a server without partitions or rows for what is missing */
    static boolean isAll(ResourceTable resource, ResourceIndexedSearchParams found) {
        return Stream.of(found.myNumberParams, found.myQuantityParams, found.myQuantityNormalizedParams, found.myUriParams, found.myCoordsParams, found.myComboStringUniques)
                .allMatch(Collection::isEmpty)
                && Stream.of(found.myTokenParams, found.myStringParams, found.myDateParams).flatMap(Collection::stream).noneMatch(BaseResourceIndexedSearchParam::isMissing)
                && resource.getPartitionId().getPartitionId() == null && resource.getPartitionId().getPartitionDate() == null
                && found.myLinks.stream().allMatch(link -> link.getTargetResourcePartitionId() == null && link.getTargetResourcePartitionDate() == null);
    }

    /** @return how many rows */
    int size() {
        return tokens.size() + strings.size() + dates.size() + links.size() + combined.size();
    }

    /** @return the rows that have a name */
    Stream<BaseResourceIndexedSearchParam> named() {
        return Stream.of(tokens, strings, dates).flatMap(Collection::stream);
    }

    private static <T extends BaseResourceIndex> List<T> take(ResourceTable resource, Collection<T> found) {
        found.forEach(row -> {
            row.setResourceId(resource.getId().getId());
            row.setPartitionId(resource.getPartitionId());
            row.calculateHashes();
            if (row instanceof ResourceIndexedSearchParamToken token) {
                token.truncateFieldsForDB();
            }
        });
        List<T> taken = List.copyOf(found);
        found.clear();
        return taken;
    }
}
