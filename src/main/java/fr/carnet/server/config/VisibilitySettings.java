package fr.carnet.server.config;

import java.time.Duration;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Documents that are invisible to the holder for a time (ACCESS-RULES 5, R1111-53). Both lengths count from the deposit, on the French calendar.
 *
 * @param invisiblePatientLength how long a document may stay invisible to the holder
 * @param announcementDelay      when the holder is told that the record was updated; also the least time between two such notices
 * @param runEvery               time between two runs of the job that does both
 */
@ConfigurationProperties("carnet.visibility")
public record VisibilitySettings(@DefaultValue("P1M") Period invisiblePatientLength, @DefaultValue("P14D") Period announcementDelay,
        @DefaultValue("PT5M") Duration runEvery) {
}
