package fr.carnet.server.storage;

import ca.uhn.fhir.interceptor.api.HookParams;
import ca.uhn.fhir.interceptor.api.IInterceptorBroadcaster;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.entity.Search;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import ca.uhn.fhir.rest.server.util.CompositeInterceptorBroadcaster;
import ca.uhn.fhir.rest.server.util.ICachedSearchDetails;
import fr.carnet.enforcement.compartment.GovernedType;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.server.storage.RecordQuestion.Order;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.stereotype.Component;

/**
 * Searches of one record by codes and dates, page, total and bodies in one statement on HAPI's tables (ADR 0023). The decision comes in where it comes into every search: from
 * the narrow stage, through HAPI's own hook. A search that this did not bind to one record and to tokens is not answered here.
 */
@Component
class RecordSearch {

    /** V22, V23: one plan for all values, and one snapshot, so that what is hidden in between is on both sides or on neither. */
    private static final String SEARCH = "select b.*, s.total from carnet.record_search(?,?,?,?,?,%s?,?,?,?,?) s left join lateral carnet.stored_bodies(s.ids) b on true".formatted("?,".repeat(RecordQuestion.MOST_CODES + 5 * RecordQuestion.MOST_DATES));
    private static final Long[] NONE = {};

    private final JdbcTemplate jdbc;
    private final IInterceptorBroadcaster interceptors;
    private final RecordQuestions questions;
    private final GovernedTypes types;

    RecordSearch(JdbcTemplate jdbc, IInterceptorBroadcaster interceptors, RecordQuestions questions, GovernedTypes types) {
        this.jdbc = jdbc;
        this.interceptors = interceptors;
        this.questions = questions;
        this.types = types;
    }

    /**
     * A page.
     *
     * @param rows  resources, in order
     * @param total how many there are, on all pages
     */
    record Found(List<StoredBodies.Row> rows, int total) {
    }

    /** @return what is shown; empty when it is HAPI's to answer */
    Optional<Found> find(String type, SearchParameterMap asked, RequestDetails request) {
        String path = types.find(type).map(GovernedType::patient).orElse("");
        if (path.isEmpty()) {
            return Optional.empty();
        }
        SearchParameterMap narrowed = asked.clone();
        // Narrowing writes at the end of the sort, which the clone shares.
        narrowed.setSort(copy(asked.getSort()));
        narrow(type, narrowed, request);
        return questions.read(type, narrowed).map(question -> run(question, path, Objects.requireNonNull(narrowed.getOffset()), Objects.requireNonNull(narrowed.getCount())));
    }

    private static @Nullable SortSpec copy(@Nullable SortSpec sort) {
        return sort == null ? null : new SortSpec(sort.getParamName(), sort.getOrder(), copy(sort.getChain()));
    }

    private void narrow(String type, SearchParameterMap parameters, RequestDetails request) {
        Search search = new Search();
        search.setResourceType(type);
        CompositeInterceptorBroadcaster.newCompositeBroadcaster(interceptors, request).callHooks(Pointcut.STORAGE_PRESEARCH_REGISTERED, new HookParams()
                .add(ICachedSearchDetails.class, search).add(RequestDetails.class, request).addIfMatchesType(ServletRequestDetails.class, request)
                .add(SearchParameterMap.class, parameters).add(RequestPartitionId.class, RequestPartitionId.allPartitions()));
    }

    private Found run(RecordQuestion question, String path, int first, int most) {
        List<Object> values = new ArrayList<>(List.of(question.type(), path, question.patient(), question.aclName(), question.acl()));
        values.addAll(question.codes());
        values.addAll(Collections.nCopies(RecordQuestion.MOST_CODES - question.codes().size(), NONE));
        question.dates().forEach(date -> date(values, date));
        for (int more = question.dates().size(); more < RecordQuestion.MOST_DATES; more++) {
            date(values, null);
        }
        Order order = question.order();
        values.add(new SqlParameterValue(Types.BIGINT, order.name()));
        values.addAll(List.of(order.update(), order.ascending(), first, most));
        return Objects.requireNonNull(jdbc.query(SEARCH, RecordSearch::found, values.toArray()), "page");
    }

    /** A page past the end is one row, without a resource. */
    private static Found found(ResultSet rows) throws SQLException {
        List<StoredBodies.Row> page = new ArrayList<>();
        int total = 0;
        while (rows.next()) {
            total = rows.getInt("total");
            if (rows.getString("fhir_id") != null) {
                page.add(StoredBodies.Row.of(rows));
            }
        }
        return new Found(page, total);
    }

    private static void date(List<Object> values, @Nullable DateBounds date) {
        values.add(new SqlParameterValue(Types.BIGINT, date == null ? null : date.name()));
        values.add(new SqlParameterValue(Types.INTEGER, date == null ? null : date.lowerDay()));
        values.add(new SqlParameterValue(Types.INTEGER, date == null ? null : date.upperDay()));
        values.add(new SqlParameterValue(Types.TIMESTAMP, date == null ? null : date.lowerAt()));
        values.add(new SqlParameterValue(Types.TIMESTAMP, date == null ? null : date.upperAt()));
    }
}
