package fr.carnet.server.authorization.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import fr.carnet.server.config.LimitSettings;
import fr.carnet.server.config.LoginSettings;
import fr.carnet.server.http.ClockMeter;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How many passwords, codes and passkeys one network address may try in a minute, on one node. */
@Component
class LoginRates {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 100_000;

    private final LoginSettings settings;
    private final LimitSettings limits;
    private final TimeMeter time;
    private final Cache<String, Bucket> addresses = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    LoginRates(LoginSettings settings, LimitSettings limits, Clock clock) {
        this.settings = settings;
        this.limits = limits;
        this.time = new ClockMeter(clock);
    }

    /** @return whether this address may try once more now */
    boolean admit(String address) {
        return addresses.get(address, this::bucket).tryConsume(1);
    }

    private Bucket bucket(String address) {
        int capacity = Math.min(settings.triesPerMinute(), limits.requestsPerMinute("anonymous", address));
        return Bucket.builder().addLimit(Bandwidth.builder().capacity(capacity).refillGreedy(capacity, MINUTE).build()).withCustomTimePrecision(time).build();
    }
}
