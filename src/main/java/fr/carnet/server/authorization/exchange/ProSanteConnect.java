package fr.carnet.server.authorization.exchange;

import fr.carnet.server.config.ExchangeSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** HTTP to Pro Santé Connect: introspection (RFC 7662) and userinfo (OpenID Connect 5.3). What it says is kept out of the log. */
@Component
class ProSanteConnect {

    private static final Logger LOG = LoggerFactory.getLogger(ProSanteConnect.class);
    private static final int MAXIMUM_BYTES = 200_000;

    private final ExchangeSettings settings;
    private final RestClient http;

    ProSanteConnect(ExchangeSettings settings, RestClient.Builder http) {
        this.settings = settings;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(settings.timeout()).followRedirects(HttpClient.Redirect.NEVER).build());
        requests.setReadTimeout(settings.timeout());
        this.http = http.requestFactory(requests).build();
    }

    /**
     * An answer.
     *
     * @param status HTTP status
     * @param type   media type, null when it names none
     * @param body   its bytes
     */
    record Answered(int status, @Nullable MediaType type, byte[] body) {
    }

    /**
     * @return what introspection says, status 200
     * @throws OAuth2AuthenticationException temporarily_unavailable, or server_error when this server is refused
     */
    Answered introspect(String token) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("token", token);
        form.add("token_type_hint", "access_token");
        Answered answered = asked("introspection", http.post().uri(settings.introspectionUri()).headers(headers -> headers.setBasicAuth(settings.clientId(), settings.clientSecret()))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED).accept(MediaType.APPLICATION_JSON).body(form));
        if (answered.status() != 200) {
            LOG.error("Pro Santé Connect refuses introspection: HTTP {}; are carnet.authorization.exchange.client-id and client-secret right?", answered.status());
            throw ExchangeErrors.broken();
        }
        return answered;
    }

    /**
     * @return the professional's userinfo, status 200
     * @throws OAuth2AuthenticationException invalid_request when it does not take the token, temporarily_unavailable, or server_error
     */
    Answered userinfo(String token) {
        Answered answered = asked("userinfo", http.get().uri(settings.userinfoUri()).header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .accept(MediaType.APPLICATION_JSON, MediaType.parseMediaType("application/jwt")));
        if (answered.status() == 401 || answered.status() == 403) {
            throw ExchangeErrors.invalidRequest("subject_token: Pro Sante Connect does not accept it");
        }
        if (answered.status() != 200) {
            LOG.error("Pro Santé Connect refuses userinfo: HTTP {}", answered.status());
            throw ExchangeErrors.broken();
        }
        return answered;
    }

    private static Answered asked(String what, RestClient.RequestHeadersSpec<?> request) {
        Answered answered;
        try {
            answered = request.exchange((sent, response) -> new Answered(response.getStatusCode().value(), response.getHeaders().getContentType(), bytes(response.getBody().readNBytes(MAXIMUM_BYTES + 1))));
        } catch (ResourceAccessException unreachable) {
            LOG.warn("Pro Santé Connect cannot be reached for {}: {}", what, unreachable.getClass().getSimpleName());
            throw ExchangeErrors.unavailable();
        }
        if (answered.status() >= 500 || answered.status() == 429) {
            LOG.warn("Pro Santé Connect does not answer {}: HTTP {}", what, answered.status());
            throw ExchangeErrors.unavailable();
        }
        return answered;
    }

    private static byte[] bytes(byte[] read) throws IOException {
        if (read.length > MAXIMUM_BYTES) {
            throw new IOException("more than an answer has");
        }
        return read;
    }
}
