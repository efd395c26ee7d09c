package fr.carnet.server.storage;

import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import ca.uhn.fhir.rest.api.SortOrderEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry.SearchParamLookupContextEnum;
import fr.carnet.server.storage.RecordQuestion.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a narrowed search as a question to one record. What asks for more than codes and dates is none; HAPI answers it. */
@Component
class RecordQuestions {

    /** Longer words are cut in the index. */
    private static final int LONGEST = 200;

    private final ISearchParamRegistry parameters;
    private final IndexHashes hashes;

    RecordQuestions(ISearchParamRegistry parameters, IndexHashes hashes) {
        this.parameters = parameters;
        this.hashes = hashes;
    }

    /** @return the question; empty unless it is bound to one record and to tokens, and the rest of it is codes and dates */
    Optional<RecordQuestion> read(String type, SearchParameterMap narrowed) {
        if (narrowed.getLastUpdated() != null || narrowed.hasIncludes() || narrowed.hasRevIncludes()) {
            return Optional.empty();
        }
        Reading reading = new Reading(type);
        return order(type, narrowed.getSort()).filter(order -> narrowed.entrySet().stream().allMatch(reading::take)).flatMap(reading::question);
    }

    /** What narrowing puts last, after at most one key. */
    private Optional<Order> order(String type, @Nullable SortSpec sort) {
        if (sort == null || sort.getChain() != null && sort.getChain().getChain() != null) {
            return Optional.empty();
        }
        SortSpec last = sort.getChain() == null ? sort : sort.getChain();
        if (!"_id".equals(last.getParamName()) || last.getOrder() == SortOrderEnum.DESC) {
            return Optional.empty();
        }
        boolean ascending = sort.getOrder() != SortOrderEnum.DESC;
        if (last == sort) {
            return Optional.of(new Order(null, false, true));
        }
        if ("_lastUpdated".equals(sort.getParamName())) {
            return Optional.of(new Order(null, true, ascending));
        }
        return kind(type, sort.getParamName()) == RestSearchParameterTypeEnum.DATE ? Optional.of(new Order(hashes.name(type, sort.getParamName()), false, ascending)) : Optional.empty();
    }

    private @Nullable RestSearchParameterTypeEnum kind(String type, String parameter) {
        return Optional.ofNullable(parameters.getActiveSearchParam(type, parameter, SearchParamLookupContextEnum.SEARCH)).filter(known -> !parameter.startsWith("_"))
                .map(known -> known.getParamType()).orElse(null);
    }

    /** One search, parameter by parameter. */
    private final class Reading {

        private final String type;
        private final List<Long[]> codes = new ArrayList<>();
        private final List<DateBounds> dates = new ArrayList<>();
        private @Nullable String patient;
        private Long @Nullable [] acl;

        private Reading(String type) {
            this.type = type;
        }

        private boolean take(Map.Entry<String, List<List<IQueryParameterType>>> asked) {
            String name = asked.getKey();
            List<List<IQueryParameterType>> values = asked.getValue();
            return switch (name) {
                case "patient" -> values.size() == 1 && isRecord(values.get(0));
                case "acl" -> values.size() == 1 && (acl = codes(name, values.get(0))) != null;
                default -> values.stream().allMatch(any -> takeOne(name, any));
            };
        }

        private boolean isRecord(List<IQueryParameterType> any) {
            if (any.size() == 1 && any.get(0) instanceof ReferenceParam named && named.getMissing() == null && StringUtils.isEmpty(named.getChain())
                    && "Patient".equals(named.getResourceType())) {
                patient = named.getIdPart();
            }
            return patient != null;
        }

        private boolean takeOne(String name, List<IQueryParameterType> any) {
            RestSearchParameterTypeEnum kind = kind(type, name);
            if (kind == RestSearchParameterTypeEnum.TOKEN) {
                Long @Nullable [] hashed = codes(name, any);
                return hashed != null && codes.add(hashed);
            }
            return kind == RestSearchParameterTypeEnum.DATE && any.size() == 1 && any.get(0) instanceof DateParam date
                    && DateBounds.of(hashes.name(type, name), date).map(dates::add).orElse(false);
        }

        private Long @Nullable [] codes(String name, List<IQueryParameterType> any) {
            boolean plain = !any.isEmpty() && any.stream().allMatch(value -> value instanceof TokenParam token && token.getModifier() == null && token.getMissing() == null
                    && !"".equals(token.getSystem()) && StringUtils.isNotBlank(token.getValue()) && token.getValue().length() <= LONGEST
                    && StringUtils.length(token.getSystem()) <= LONGEST);
            return plain ? any.stream().map(value -> hashes.code(type, name, (TokenParam) value)).toArray(Long[]::new) : null;
        }

        private Optional<RecordQuestion> question(Order order) {
            return patient == null || acl == null || codes.size() > RecordQuestion.MOST_CODES || dates.size() > RecordQuestion.MOST_DATES ? Optional.empty()
                    : Optional.of(new RecordQuestion(type, patient, hashes.name(type, "acl"), acl, codes, dates, order));
        }
    }
}
