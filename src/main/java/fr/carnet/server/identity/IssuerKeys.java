package fr.carnet.server.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/** Gets an issuer's public keys: cached, asked for again when a key id is unknown, at most every 30 seconds (API 2). */
@Component
class IssuerKeys {

    private static final int TIMEOUT_MS = 2_000;
    private static final int MAXIMUM_BYTES = 200_000;
    private static final long LIFETIME_MS = 300_000;
    private static final long REFRESH_TIMEOUT_MS = 5_000;
    private static final long PAUSE_MS = 30_000;

    private final ResourceLoader resources;

    IssuerKeys(ResourceLoader resources) {
        this.resources = resources;
    }

    /** @param uri {@code https:}, {@code http:} on loopback, {@code file:} or {@code classpath:} */
    JWKSource<SecurityContext> at(String uri) {
        return JWKSourceBuilder.create(source(uri)).cache(LIFETIME_MS, REFRESH_TIMEOUT_MS).refreshAheadCache(false).rateLimited(PAUSE_MS).build();
    }

    private JWKSetSource<SecurityContext> source(String uri) {
        if (uri.startsWith("http")) {
            ResourceRetriever http = new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, MAXIMUM_BYTES);
            return new Source(() -> http.retrieveResource(URI.create(uri).toURL()).getContent());
        }
        Resource resource = resources.getResource(uri);
        return new Source(() -> {
            try (InputStream in = resource.getInputStream()) {
                return new String(in.readNBytes(MAXIMUM_BYTES), StandardCharsets.UTF_8);
            }
        });
    }

    @FunctionalInterface
    private interface Text {
        String read() throws IOException;
    }

    private record Source(Text text) implements JWKSetSource<SecurityContext> {
        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, SecurityContext context) throws JWKSetUnavailableException, JWKSetParseException {
            try {
                return JWKSet.parse(text.read());
            } catch (IOException unreachable) {
                throw new JWKSetUnavailableException("keys unreachable", unreachable);
            } catch (ParseException unreadable) {
                throw new JWKSetParseException("keys unreadable", unreadable);
            }
        }

        @Override
        public void close() {
            // Nothing is kept open between reads.
        }
    }
}
