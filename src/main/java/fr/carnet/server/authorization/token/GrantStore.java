package fr.carnet.server.authorization.token;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization.Token;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The grants in PostgreSQL, through Spring's own service. What it stores of codes and tokens is their SHA-256; what it keeps of the person's login is the account
 * and the factors passed. A token past its time by the server's clock is not found. What is revoked here is dead at the next request.
 */
@Component
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class GrantStore implements OAuth2AuthorizationService {

    private static final OAuth2TokenType STATE = new OAuth2TokenType(OAuth2ParameterNames.STATE);

    private final JdbcOAuth2AuthorizationService stored;
    private final Revocations revocations;
    private final TransactionTemplate transaction;
    private final Clock clock;

    GrantStore(JdbcOperations jdbc, RegisteredClientRepository clients, Revocations revocations, PlatformTransactionManager transactions, Clock clock) {
        this.stored = new JdbcOAuth2AuthorizationService(jdbc, clients);
        this.revocations = revocations;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public void save(OAuth2Authorization grant) {
        OAuth2Authorization.Builder kept = OAuth2Authorization.from(HashedTokens.map(grant, TokenHash::stored));
        if (grant.getAttribute(Principal.class.getName()) instanceof Authentication person) {
            kept.attribute(Principal.class.getName(), UsernamePasswordAuthenticationToken.authenticated(person.getName(), null,
                    person.getAuthorities().stream().map(authority -> new SimpleGrantedAuthority(String.valueOf(authority.getAuthority()))).toList()));
        }
        transaction.executeWithoutResult(started -> {
            stored.save(kept.build());
            revocations.heed(grant);
        });
    }

    @Override
    public void remove(OAuth2Authorization grant) {
        stored.remove(grant);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return stored.findById(id);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        if (STATE.equals(type)) {
            return stored.findByToken(token, type);
        }
        String hash = TokenHash.of(token);
        OAuth2Authorization grant = stored.findByToken(hash, type);
        if (grant == null || isPast(grant.getToken(hash))) {
            return null;
        }
        // Spring compares what was presented with what the grant says: the one token that was presented is itself again.
        return HashedTokens.map(grant, value -> value.equals(hash) ? token : value);
    }

    /** A code that was used stays findable: who presents it again copied it. */
    private boolean isPast(@Nullable Token<OAuth2Token> presented) {
        if (presented == null || presented.getToken() instanceof OAuth2AuthorizationCode && presented.isInvalidated()) {
            return false;
        }
        Instant expires = presented.getToken().getExpiresAt();
        return expires != null && !clock.instant().isBefore(expires);
    }
}
