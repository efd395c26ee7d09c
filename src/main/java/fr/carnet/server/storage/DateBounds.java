package fr.carnet.server.storage;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import ca.uhn.fhir.util.DateUtils;
import java.sql.Timestamp;
import java.util.Date;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One date that a search asks for, as HAPI's index compares it: in days (yyyymmdd) when it is no finer than a day, otherwise in instants. Both bounds: within them;
 * one: from it on, or up to it.
 *
 * @param name     hash of type and parameter
 * @param lowerDay first day
 * @param upperDay last day
 * @param lowerAt  first instant
 * @param upperAt  last instant
 */
record DateBounds(long name, @Nullable Integer lowerDay, @Nullable Integer upperDay, @Nullable Timestamp lowerAt, @Nullable Timestamp upperAt) {

    private static final Set<ParamPrefixEnum> READ = EnumSet.of(ParamPrefixEnum.EQUAL, ParamPrefixEnum.GREATERTHAN, ParamPrefixEnum.GREATERTHAN_OR_EQUALS,
            ParamPrefixEnum.LESSTHAN, ParamPrefixEnum.LESSTHAN_OR_EQUALS);

    /** @return the bounds; empty of a comparison that is none */
    static Optional<DateBounds> of(long name, DateParam asked) {
        if (asked.isEmpty() || asked.getMissing() != null || asked.getPrefix() != null && !READ.contains(asked.getPrefix())) {
            return Optional.empty();
        }
        // A copy: HAPI completes dates of a month in place.
        DateRangeParam range = new DateRangeParam(new DateParam(asked.getPrefix(), asked.getValueAsString()));
        boolean days = isDay(range.getLowerBound()) && isDay(range.getUpperBound());
        @Nullable Integer end = completed(range.getUpperBound());
        if (days) {
            return Optional.of(new DateBounds(name, range.getLowerBoundAsDateInteger(), end == null ? range.getUpperBoundAsDateInteger() : end, null, null));
        }
        return end == null ? Optional.of(new DateBounds(name, null, null, timestamp(range.getLowerBoundAsInstant()), timestamp(range.getUpperBoundAsInstant()))) : Optional.empty();
    }

    private static boolean isDay(@Nullable DateParam bound) {
        return bound == null || bound.getPrecision().ordinal() <= TemporalPrecisionEnum.DAY.ordinal();
    }

    /** The last day of a month or a year. */
    private static @Nullable Integer completed(@Nullable DateParam upper) {
        return upper == null || upper.getPrecision().ordinal() > TemporalPrecisionEnum.MONTH.ordinal() ? null
                : Integer.valueOf(DateUtils.getCompletedDate(upper.getValueAsString()).getRight().replace("-", ""));
    }

    private static @Nullable Timestamp timestamp(@Nullable Date instant) {
        return instant == null ? null : new Timestamp(instant.getTime());
    }
}
