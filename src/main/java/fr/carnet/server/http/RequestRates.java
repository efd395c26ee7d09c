package fr.carnet.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.config.LimitSettings;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * How much one caller asks in a minute: each has a bucket that holds a minute's requests and fills up evenly. Counted on each node for itself.
 * The callers remembered are bounded; who is forgotten starts with a full bucket.
 */
@Component
public class RequestRates {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 100_000;

    private final LimitSettings limits;
    private final TimeMeter time;
    private final Cache<Key, Meters> callers = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    RequestRates(LimitSettings limits, Clock clock) {
        this.limits = limits;
        this.time = new ClockMeter(clock);
    }

    /**
     * Counts a request.
     *
     * @param caller  who asks; anonymous without a valid token, and then the address is who
     * @param address network address
     * @throws Refusal 429 when the caller has asked too much; its argument is the whole seconds until a request will pass again
     */
    public void admit(Caller caller, String address) {
        ConsumptionProbe probe = meters(caller, address).requests().tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw Refusal.of(Answer.TOO_MANY_REQUESTS, Answer.TOO_MANY_REQUESTS.code(), Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1).minusNanos(1).toSeconds());
        }
    }

    /**
     * Counts an answer 403 or 404.
     *
     * @return whether an operator has to be told now: too many in a minute, and not told in this minute
     */
    boolean isAlarming(Caller caller, String address) {
        Meters meters = meters(caller, address);
        return !meters.refusals().tryConsume(1) && meters.alerts().tryConsume(1);
    }

    private Meters meters(Caller caller, String address) {
        Key key = new Key(caller.kind(), caller instanceof Caller.Anonymous ? address : caller.identifier());
        return callers.get(key, fresh -> new Meters(aMinute(limits.requestsPerMinute(fresh.kind(), fresh.id())), aMinute(limits.alertRefusalsPerMinute()), aMinute(1)));
    }

    private Bucket aMinute(int capacity) {
        return Bucket.builder().addLimit(Bandwidth.builder().capacity(capacity).refillGreedy(capacity, MINUTE).build()).withCustomTimePrecision(time).build();
    }

    private record Key(String kind, String id) {
    }

    /**
     * What one caller has left.
     *
     * @param requests requests
     * @param refusals answers 403 and 404
     * @param alerts   alerts about it
     */
    private record Meters(Bucket requests, Bucket refusals, Bucket alerts) {
    }
}
