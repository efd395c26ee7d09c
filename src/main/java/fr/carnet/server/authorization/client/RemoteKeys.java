package fr.carnet.server.authorization.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * Keys that clients publish: fetched with limits of time and size, no redirect followed, kept no longer than Cache-Control says (SMART App Launch 2.2) nor
 * than five minutes. A kid that is not known is asked for again, at most every ten seconds.
 */
final class RemoteKeys {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);
    private static final int TIMEOUT_MS = 2_000;
    private static final int MAXIMUM_BYTES = 200_000;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int PLACES = 10_000;

    private final Cache<String, Fetched> places = Caffeine.newBuilder().maximumSize(PLACES).build();
    private final Clock clock;

    private record Fetched(JWKSet keys, Instant at, Duration kept) {

        boolean isGood(Instant now) {
            Duration age = Duration.between(at, now);
            return !age.isNegative() && age.compareTo(kept) < 0;
        }

        boolean isNew(Instant now) {
            Duration age = Duration.between(at, now);
            return !age.isNegative() && age.compareTo(PAUSE) < 0;
        }
    }

    RemoteKeys(Clock clock) {
        this.clock = clock;
    }

    /** @return the keys there, among them the one with this id if there is one; empty when they cannot be had */
    Optional<JWKSet> at(String uri, String kid) {
        Instant now = clock.instant();
        Fetched known = places.getIfPresent(uri);
        if (known != null && known.isGood(now) && (known.keys().getKeyByKeyId(kid) != null || known.isNew(now))) {
            return Optional.of(known.keys());
        }
        try {
            Fetched fetched = fetch(uri, now);
            places.put(uri, fetched);
            return Optional.of(fetched.keys());
        } catch (IOException | ParseException unreachable) {
            LOG.warn("keys of a client cannot be had: {}", unreachable.getClass().getName());
            return Optional.empty();
        }
    }

    private static Fetched fetch(String uri, Instant now) throws IOException, ParseException {
        Site site = new Site();
        JWKSet keys = JWKSet.parse(site.retrieveResource(URI.create(uri).toURL()).getContent());
        return new Fetched(keys, now, KeepingTime.of(site.cacheControl()));
    }

    /** Nimbus tells the content; how long it may be kept, the connection. */
    private static final class Site extends DefaultResourceRetriever {

        private HttpURLConnection connection;

        private Site() {
            super(TIMEOUT_MS, TIMEOUT_MS, MAXIMUM_BYTES);
        }

        @Override
        protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
            connection = super.openHTTPConnection(url);
            connection.setInstanceFollowRedirects(false);
            return connection;
        }

        private String cacheControl() {
            String header = connection.getHeaderField(HttpHeaders.CACHE_CONTROL);
            return header == null ? "" : header;
        }
    }
}
