package fr.carnet.server.app;

import fr.carnet.enforcement.policy.RecordPolicy;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;

/**
 * How long a service is referenced: one year, then two at each renewal (dmp-rules: referencing in the catalogue of Mon espace santé).
 *
 * @param start first instant
 * @param end   first instant after it
 */
record ReferencingPeriod(Instant start, Instant end) {

    private static final int FIRST_YEARS = 1;
    private static final int RENEWAL_YEARS = 2;
    private static final int DAY = 10;

    /** @return the period; empty when it has not both ends, to the day at least, in their order. A day is one of the French calendar; the last one counts whole */
    static Optional<ReferencingPeriod> of(Period period) {
        try {
            Instant start = instant(period.getStartElement(), 0);
            Instant end = instant(period.getEndElement(), 1);
            return start.isBefore(end) ? Optional.of(new ReferencingPeriod(start, end)) : Optional.empty();
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** @return a first referencing that starts on the day of an instant, as an entry states it */
    static Period from(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, RecordPolicy.FRANCE);
        Period period = new Period();
        period.setStartElement(new DateTimeType(today.toString()));
        return period.setEndElement(new DateTimeType(today.plusYears(FIRST_YEARS).minusDays(1).toString()));
    }

    /** @return whether it is short enough: a first referencing, or a renewal, which starts later than the first one did */
    boolean isAllowed(Optional<Instant> first) {
        boolean renewal = first.filter(start::isAfter).isPresent();
        return !start.atZone(RecordPolicy.FRANCE).plusYears(renewal ? RENEWAL_YEARS : FIRST_YEARS).toInstant().isBefore(end);
    }

    private static Instant instant(DateTimeType element, int daysOn) {
        String value = String.valueOf(element.getValueAsString());
        return value.length() == DAY ? LocalDate.parse(value).plusDays(daysOn).atStartOfDay(RecordPolicy.FRANCE).toInstant() : OffsetDateTime.parse(value).toInstant();
    }
}
