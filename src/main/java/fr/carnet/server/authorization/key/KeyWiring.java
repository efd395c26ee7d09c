package fr.carnet.server.authorization.key;

import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.GeneratedKeySecret;
import fr.carnet.server.config.KeySettings;
import fr.carnet.server.config.RefusedSettingException;
import fr.carnet.server.storage.JobTransaction;
import fr.carnet.server.storage.RecurringJob;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The keys, for the authorization server to sign with and for the identity stage to check with. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class KeyWiring {

    private static final String SECRET = "carnet.authorization.key-secret";
    private static final String PREVIOUS = "carnet.authorization.previous-key-secret";
    private static final Duration LEAST_ROTATION = KeyRing.PUBLISHED_AHEAD.multipliedBy(2);

    @Bean
    SigningKeys signingKeys(KeySettings settings, ObjectProvider<GeneratedKeySecret> generated, JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        if (settings.keyRotation().compareTo(LEAST_ROTATION) < 0) {
            throw new RefusedSettingException("carnet.authorization.key-rotation", "shorter than two days",
                    "A key is published a day before it signs: set it to P2D or more; P90D is the default.");
        }
        String secret = settings.keySecret().isBlank() ? generated.stream().findFirst().map(GeneratedKeySecret::base64).orElse("") : settings.keySecret();
        Optional<SealedKeys> previous = settings.previousKeySecret().isBlank() ? Optional.empty()
                : Optional.of(SealedKeys.with(PREVIOUS, settings.previousKeySecret()));
        return new SigningKeys(new KeyTable(jdbc), SealedKeys.with(SECRET, secret), previous, new TransactionTemplate(transactions), clock, settings.keyRotation());
    }

    @Bean
    RecurringJob signingKeyJob(SigningKeys keys, AuthorizationSettings settings, JobTransaction transaction) {
        return RecurringJob.ofOneStep("signing-keys", settings.cleanUpEvery(), transaction, keys::rotate);
    }
}
