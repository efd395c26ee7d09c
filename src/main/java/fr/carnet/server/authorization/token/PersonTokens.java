package fr.carnet.server.authorization.token;

import fr.carnet.server.authorization.login.Account;
import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.EndpointSettings;
import fr.carnet.server.storage.Profiles.Profile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

/** Tokens by which the pages act on a record as the person in front of them: first-party, for one call, never handed out. */
@Component
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
public class PersonTokens {

    /** First-party client of the own issuer; no client may be registered under this id. */
    public static final String CLIENT = "carnet-pages";

    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final String SCOPE = "patient/*.cruds";

    private final JwtEncoder encoder;
    private final AuthorizationSettings settings;
    private final EndpointSettings endpoint;
    private final Clock clock;

    PersonTokens(JwtEncoder encoder, AuthorizationSettings settings, EndpointSettings endpoint, Clock clock) {
        this.encoder = encoder;
        this.settings = settings;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /** @return an access token of this person for this record, good for a minute */
    public String tokenFor(Account account, Profile profile) {
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder().issuer(settings.issuer()).subject(account.id()).audience(List.of(endpoint.baseUrl())).id(UUID.randomUUID().toString())
                .issuedAt(now).expiresAt(now.plus(LIFETIME)).claim("client_id", CLIENT).claim("scope", SCOPE).claim("patient", profile.patientId())
                .claim("fhirUser", endpoint.baseUrl() + "/" + profile.fhirUser()).claim(AccessTokenClaims.KIND, AccessTokenClaims.SMART).build();
        return encoder.encode(JwtEncoderParameters.from(AccessTokenClaims.header(), claims)).getTokenValue();
    }
}
