package fr.carnet.server.authorization.login;

import fr.carnet.server.config.LoginSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Sends codes by SMS through the operator's HTTP gateway. */
final class SmsDelivery implements CodeDelivery {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RestClient http;
    private final LoginSettings.Sms gateway;

    SmsDelivery(LoginSettings.Sms gateway) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(PATIENCE);
        this.http = RestClient.builder().requestFactory(requests).build();
        this.gateway = gateway;
    }

    @Override
    public Optional<String> address(LocalLogin login) {
        return login.phone();
    }

    @Override
    public void send(String address, String text, Locale locale) {
        try {
            http.post().uri(gateway.url()).contentType(MediaType.APPLICATION_JSON).headers(this::authorize).body(Map.of("to", address, "text", text)).retrieve().toBodilessEntity();
        } catch (RestClientException e) {
            throw new UndeliveredCodeException("SMS gateway: " + e.getClass().getName());
        }
    }

    private void authorize(HttpHeaders headers) {
        if (!gateway.authorization().isEmpty()) {
            headers.set(HttpHeaders.AUTHORIZATION, gateway.authorization());
        }
    }
}
