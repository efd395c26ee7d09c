package fr.carnet.server.storage;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedComboTokenNonUnique;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.model.entity.ResourceLink;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code carnet.add_index_rows} (V21__index_rows.sql), an array for each column. */
final class IndexRowsCall {

    private static final String LONGS = "int8";
    private static final String TEXTS = "text";
    private static final String TIMES = "timestamp";
    private static final String INTEGERS = "int4";
    private static final String SHORTS = "int2";

    private static final List<Column<ResourceIndexedSearchParamToken>> TOKENS = named(
            new Column<>(LONGS, ResourceIndexedSearchParamToken::getHashSystem), new Column<>(LONGS, ResourceIndexedSearchParamToken::getHashSystemAndValue),
            new Column<>(LONGS, ResourceIndexedSearchParamToken::getHashValue), new Column<>(TEXTS, ResourceIndexedSearchParamToken::getSystem),
            new Column<>(TEXTS, ResourceIndexedSearchParamToken::getValue));
    private static final List<Column<ResourceIndexedSearchParamString>> STRINGS = named(
            new Column<>(LONGS, ResourceIndexedSearchParamString::getHashExact), new Column<>(LONGS, ResourceIndexedSearchParamString::getHashNormalizedPrefix),
            new Column<>(TEXTS, ResourceIndexedSearchParamString::getValueExact), new Column<>(TEXTS, ResourceIndexedSearchParamString::getValueNormalized));
    private static final List<Column<ResourceIndexedSearchParamDate>> DATES = named(
            new Column<>(TIMES, row -> time(row.getValueLow())), new Column<>(TIMES, row -> time(row.getValueHigh())),
            new Column<>(INTEGERS, ResourceIndexedSearchParamDate::getValueLowDateOrdinal), new Column<>(INTEGERS, ResourceIndexedSearchParamDate::getValueHighDateOrdinal));
    private static final List<Column<ResourceLink>> LINKS = List.of(
            new Column<>(TEXTS, ResourceLink::getSourceResourceType), new Column<>(SHORTS, ResourceLink::getSourceResourceTypeId),
            new Column<>(TEXTS, ResourceLink::getSourcePath), new Column<>(LONGS, ResourceLink::getTargetResourcePid),
            new Column<>(TEXTS, ResourceLink::getTargetResourceType), new Column<>(SHORTS, ResourceLink::getTargetResourceTypeId),
            new Column<>(TEXTS, ResourceLink::getTargetResourceUrl), new Column<>(LONGS, ResourceLink::getTargetResourceVersion),
            new Column<>(TIMES, row -> time(row.getUpdated())));
    private static final List<Column<ResourceIndexedComboTokenNonUnique>> COMBINED = List.of(
            new Column<>(LONGS, ResourceIndexedComboTokenNonUnique::getHashComplete), new Column<>(TEXTS, ResourceIndexedComboTokenNonUnique::getIndexString));

    private static final int ARGUMENTS = 5 + TOKENS.size() + STRINGS.size() + DATES.size() + LINKS.size() + COMBINED.size();
    private static final String SQL = "select carnet.add_index_rows(" + String.join(",", Collections.nCopies(ARGUMENTS, "?")) + ")";

    private final Connection connection;
    private final PreparedStatement statement;
    private int argument;

    private IndexRowsCall(Connection connection, PreparedStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    private record Column<T>(String type, Function<T, @Nullable Object> value) {
    }

    /** Adds the rows of all these resources. */
    static void add(Connection connection, Collection<FoundRows> found) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            IndexRowsCall call = new IndexRowsCall(connection, statement);
            call.table(found, FoundRows::tokens, TOKENS);
            call.table(found, FoundRows::strings, STRINGS);
            call.table(found, FoundRows::dates, DATES);
            call.table(found, FoundRows::links, LINKS);
            call.table(found, FoundRows::combined, COMBINED);
            statement.execute();
        }
    }

    private <T> void table(Collection<FoundRows> found, Function<FoundRows, List<T>> kind, List<Column<T>> columns) throws SQLException {
        List<T> rows = new ArrayList<>();
        List<Long> resources = new ArrayList<>();
        for (FoundRows resource : found) {
            rows.addAll(kind.apply(resource));
            resources.addAll(Collections.nCopies(kind.apply(resource).size(), resource.resource()));
        }
        array(LONGS, resources.toArray());
        for (Column<T> column : columns) {
            array(column.type(), rows.stream().map(column.value()).toArray());
        }
    }

    private void array(String type, @Nullable Object[] values) throws SQLException {
        statement.setArray(++argument, connection.createArrayOf(type, values));
    }

    @SafeVarargs
    private static <T extends BaseResourceIndexedSearchParam> List<Column<T>> named(Column<T>... columns) {
        return Stream.concat(Stream.of(new Column<T>(TEXTS, BaseResourceIndexedSearchParam::getResourceType), new Column<T>(TEXTS, BaseResourceIndexedSearchParam::getParamName),
                new Column<T>(LONGS, BaseResourceIndexedSearchParam::getHashIdentity)), Stream.of(columns)).toList();
    }

    private static @Nullable Timestamp time(@Nullable Date date) {
        return date == null ? null : new Timestamp(date.getTime());
    }
}
