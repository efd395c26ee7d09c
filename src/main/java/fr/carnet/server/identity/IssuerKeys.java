package fr.carnet.server.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/** Gets an issuer's public keys from wherever its settings say they are. */
@Component
class IssuerKeys {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ResourceLoader resources;

    IssuerKeys(ResourceLoader resources) {
        this.resources = resources;
    }

    /** @param uri {@code https:}, {@code http:} on loopback, {@code file:} or {@code classpath:} */
    JWKSource<SecurityContext> at(String uri) {
        return uri.startsWith("http") ? PublishedKeys.at(uri, TIMEOUT) : PublishedKeys.of(source(resources.getResource(uri)), TIMEOUT);
    }

    private static JWKSetSource<SecurityContext> source(Resource resource) {
        return new Source(() -> {
            try (InputStream in = resource.getInputStream()) {
                return new String(in.readNBytes(PublishedKeys.MAXIMUM_BYTES), StandardCharsets.UTF_8);
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
