package fr.carnet.server.authorization.token;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.stereotype.Component;

/**
 * Remembers no session for OpenID Connect's logout, which is not offered: sessions are in PostgreSQL, and a list of them in one node's memory would be wrong on the
 * next one and grow for ever.
 */
@Component
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class NoSessionTracking implements SessionRegistry {

    @Override
    public List<Object> getAllPrincipals() {
        return List.of();
    }

    @Override
    public List<SessionInformation> getAllSessions(Object principal, boolean includeExpired) {
        return List.of();
    }

    @Override
    public @Nullable SessionInformation getSessionInformation(String sessionId) {
        return null;
    }

    @Override
    public void refreshLastRequest(String sessionId) {
        // Nothing is remembered.
    }

    @Override
    public void registerNewSession(String sessionId, Object principal) {
        // Nothing is remembered.
    }

    @Override
    public void removeSessionInformation(String sessionId) {
        // Nothing is remembered.
    }
}
