package fr.carnet.server.authorization.token;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring's grants of codes and refresh tokens, each in one transaction with the grant locked: what is looked at is what is changed. A refusal is committed too, for it
 * may have ended the grant.
 */
final class GuardedGrant implements AuthenticationProvider {

    private final AuthenticationProvider spring;
    private final SingleUse singleUse;
    private final TransactionTemplate transaction;

    GuardedGrant(AuthenticationProvider spring, SingleUse singleUse, PlatformTransactionManager transactions) {
        this.spring = spring;
        this.singleUse = singleUse;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        return Outcome.given(transaction.execute(started -> Outcome.of(() -> grant(asked))));
    }

    @Override
    public boolean supports(Class<?> type) {
        return spring.supports(type);
    }

    private Authentication grant(Authentication asked) {
        return asked instanceof OAuth2AuthorizationCodeAuthenticationToken code ? singleUse.code(code, () -> spring.authenticate(asked))
                : singleUse.refresh((OAuth2RefreshTokenAuthenticationToken) asked, () -> spring.authenticate(asked));
    }
}
