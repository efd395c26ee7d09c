package fr.carnet.server.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import fr.carnet.server.config.ExchangeSettings;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Stands in for Pro Santé Connect in the demo: access tokens of two minutes for the demo's professionals, keys, introspection and userinfo, so
 * that an exchange can be tried on a laptop. There is no login: anybody on this machine is whom it likes to be.
 */
@RestController
@Profile("demo")
@RequestMapping("/demo/psc")
class DemoProSanteConnect {

    private static final Duration LIFETIME = Duration.ofMinutes(2);

    private final Personas personas;
    private final DemoIssuer issuer;
    private final ExchangeSettings settings;
    private final Clock clock;

    DemoProSanteConnect(Personas personas, DemoIssuer issuer, ExchangeSettings settings, Clock clock) {
        this.personas = personas;
        this.issuer = issuer;
        this.settings = settings;
        this.clock = clock;
    }

    /** @return the bare access token of a professional; 404 for any other name */
    @GetMapping(path = "/token", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> token(@RequestParam("as") String persona) {
        return personas.professional(persona).map(professional -> {
            Map<String, Object> claims = new HashMap<>(Map.of("typ", "Bearer", "azp", "demo-logiciel"));
            claims.put("sub", professional.claims().get("sub"));
            claims.put("SubjectNameID", professional.claims().get("SubjectNameID"));
            return ResponseEntity.ok(issuer.token(settings.issuer(), "account", LIFETIME, claims));
        }).orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** @return its keys */
    @GetMapping(path = "/certs", produces = MediaType.APPLICATION_JSON_VALUE)
    String keys() {
        return new JWKSet(issuer.publicKey()).toString();
    }

    /** @return what a token is worth (RFC 7662); 401 to anybody but this server */
    @PostMapping(path = "/introspect", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> introspect(@RequestHeader(name = "Authorization", required = false) @Nullable String authorization, @RequestParam String token) {
        String expected = "Basic " + Base64.getEncoder().encodeToString((settings.clientId() + ":" + settings.clientSecret()).getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(authorization)) {
            return ResponseEntity.status(401).build();
        }
        Map<String, Object> said = new HashMap<>(active(token).orElse(Map.of()));
        said.put("active", !said.isEmpty());
        return ResponseEntity.ok(said);
    }

    /** @return who the professional is; 401 without a token that is active */
    @GetMapping(path = "/userinfo", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> userinfo(@RequestHeader(name = "Authorization", required = false) @Nullable String authorization) {
        return Optional.ofNullable(authorization).filter(header -> header.startsWith("Bearer ")).flatMap(header -> active(header.substring("Bearer ".length())))
                .flatMap(claims -> personas.professionalOf(String.valueOf(claims.get("sub")))).map(persona -> ResponseEntity.ok(persona.claims()))
                .orElseGet(() -> ResponseEntity.status(401).build());
    }

    private Optional<Map<String, Object>> active(String token) {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            Map<String, Object> claims = signed.getJWTClaimsSet().toJSONObject();
            boolean active = signed.verify(new ECDSAVerifier(issuer.publicKey())) && settings.issuer().equals(claims.get("iss"))
                    && claims.get("exp") instanceof Long end && clock.instant().isBefore(Instant.ofEpochSecond(end));
            return active ? Optional.of(claims) : Optional.empty();
        } catch (ParseException | JOSEException notItsOwn) {
            return Optional.empty();
        }
    }
}
