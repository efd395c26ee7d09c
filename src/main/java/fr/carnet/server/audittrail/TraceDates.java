package fr.carnet.server.audittrail;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;

/**
 * A date of a search, as the time that it covers: all of the year, month, day, minute, second or millisecond that it names. A date without a
 * zone is one of France.
 *
 * @param prefix how the recorded instant must lie to it
 * @param from   first instant that it covers
 * @param to     first instant after it
 */
record TraceDates(ParamPrefixEnum prefix, Timestamp from, Timestamp to) {

    /**
     * @param name  parameter, for the refusal
     * @param value FHIR date with its prefix
     */
    static TraceDates of(String name, String value) {
        DateParam date;
        try {
            date = new DateParam(value);
        } catch (DataFormatException | IllegalArgumentException unreadable) {
            throw Refusal.of(Answer.INVALID_REQUEST, "value-unreadable", name);
        }
        ParamPrefixEnum prefix = Optional.ofNullable(date.getPrefix()).orElse(ParamPrefixEnum.EQUAL);
        if (date.isEmpty() || prefix == ParamPrefixEnum.APPROXIMATE) {
            throw Refusal.of(Answer.INVALID_REQUEST, "value-unreadable", name);
        }
        return date.getPrecision().ordinal() > TemporalPrecisionEnum.DAY.ordinal() ? ofInstant(prefix, date) : ofDay(prefix, date);
    }

    private static TraceDates ofInstant(ParamPrefixEnum prefix, DateParam date) {
        Instant from = date.getValue().toInstant();
        Duration length = switch (date.getPrecision()) {
            case MINUTE -> Duration.ofMinutes(1);
            case SECOND -> Duration.ofSeconds(1);
            default -> Duration.ofMillis(1);
        };
        return new TraceDates(prefix, Timestamp.from(from), Timestamp.from(from.plus(length)));
    }

    private static TraceDates ofDay(ParamPrefixEnum prefix, DateParam date) {
        String first = switch (date.getPrecision()) {
            case YEAR -> date.getValueAsString() + "-01-01";
            case MONTH -> date.getValueAsString() + "-01";
            default -> date.getValueAsString();
        };
        Period length = switch (date.getPrecision()) {
            case YEAR -> Period.ofYears(1);
            case MONTH -> Period.ofMonths(1);
            default -> Period.ofDays(1);
        };
        LocalDate day = LocalDate.parse(first);
        return new TraceDates(prefix, start(day), start(day.plus(length)));
    }

    private static Timestamp start(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(RecordPolicy.FRANCE).toInstant());
    }

    /** @return the condition on a row {@code e}; its two arguments stand for the bounds */
    String condition() {
        return switch (prefix) {
            case GREATERTHAN, STARTS_AFTER -> "e.recorded >= %2$s";
            case GREATERTHAN_OR_EQUALS -> "e.recorded >= %1$s";
            case LESSTHAN, ENDS_BEFORE -> "e.recorded < %1$s";
            case LESSTHAN_OR_EQUALS -> "e.recorded < %2$s";
            case NOT_EQUAL -> "not (e.recorded >= %1$s and e.recorded < %2$s)";
            default -> "e.recorded >= %1$s and e.recorded < %2$s";
        };
    }
}
