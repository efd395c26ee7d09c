package fr.carnet.server.authorization.token;

import fr.carnet.server.authorization.token.ConsentDecision.Decision;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationToken;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's consent, with the pairing opened in the transaction of the code: there is no code without a pairing, and no pairing without a code. */
final class PersonsConsent implements AuthenticationProvider {

    private final AuthenticationProvider spring;
    private final ConsentDecision decisions;
    private final Grants grants;
    private final GrantStore store;
    private final Pairings pairings;
    private final TransactionTemplate transaction;

    PersonsConsent(AuthenticationProvider spring, ConsentDecision decisions, Grants grants, GrantStore store, Pairings pairings, PlatformTransactionManager transactions) {
        this.spring = spring;
        this.decisions = decisions;
        this.grants = grants;
        this.store = store;
        this.pairings = pairings;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2AuthorizationConsentAuthenticationToken sent = (OAuth2AuthorizationConsentAuthenticationToken) authentication;
        // A refusal is committed, too: what was refused is over.
        Outcome<Granted> outcome = transaction.execute(started -> Outcome.of(() -> grant(sent)));
        Granted granted = Outcome.given(outcome);
        granted.decision().ifPresent(decision -> decisions.keepPurposes(decision, sent, granted.pending().orElseThrow()));
        return granted.code();
    }

    @Override
    public boolean supports(Class<?> type) {
        return spring.supports(type);
    }

    private record Granted(Authentication code, Optional<Decision> decision, Optional<OAuth2Authorization> pending) {
    }

    private Granted grant(OAuth2AuthorizationConsentAuthenticationToken sent) {
        Optional<OAuth2Authorization> pending = grants.lockByState(sent.getState()).map(store::findById)
                .filter(found -> found.getPrincipalName().equals(((Authentication) sent.getPrincipal()).getName()));
        if (pending.isEmpty()) {
            // Spring's refusal: nobody's request, or somebody else's.
            return new Granted(spring.authenticate(sent), Optional.empty(), Optional.empty());
        }
        OAuth2AuthorizationConsentAuthenticationToken granted = decisions.granted(sent, pending.get());
        if (granted.getScopes().isEmpty()) {
            return new Granted(spring.authenticate(granted), Optional.empty(), pending);
        }
        Decision decision = decisions.read(granted, pending.get());
        if (ConsentDecision.isNotTheirs(decision)) {
            return new Granted(spring.authenticate(ConsentDecision.refused(granted)), Optional.empty(), pending);
        }
        store.save(decisions.narrowed(pending.get(), granted.getScopes()));
        Authentication code = spring.authenticate(granted);
        pairings.open(pending.get().getId(), granted.getClientId(), decision.account().id(), decision.profile(), decision.idPe());
        return new Granted(code, Optional.of(decision), pending);
    }
}
