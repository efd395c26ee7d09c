package fr.carnet.server.identity;

import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;

/** Public keys of others: cached, asked for again when a key id is unknown, at most every 30 seconds (API 2). */
public final class PublishedKeys {

    static final int MAXIMUM_BYTES = 200_000;
    private static final long LIFETIME_MS = 300_000;
    private static final long PAUSE_MS = 30_000;

    private PublishedKeys() {
    }

    /**
     * @param uri     {@code https:}, or {@code http:} on loopback
     * @param timeout for the connection, and again for the answer
     */
    public static JWKSource<SecurityContext> at(String uri, Duration timeout) {
        try {
            int millis = Math.toIntExact(timeout.toMillis());
            return of(new URLBasedJWKSetSource<>(URI.create(uri).toURL(), new DefaultResourceRetriever(millis, millis, MAXIMUM_BYTES)), timeout);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no address of keys", e);
        }
    }

    static JWKSource<SecurityContext> of(JWKSetSource<SecurityContext> source, Duration timeout) {
        return JWKSourceBuilder.create(source).cache(LIFETIME_MS, timeout.toMillis() * 2).refreshAheadCache(false).rateLimited(PAUSE_MS).build();
    }
}
