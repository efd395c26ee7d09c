package fr.carnet.server.authorization.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.registration.PublicKeyCredentialCreationOptionsRepository;

/** Keeps the challenge of a passkey's registration in the session. Spring's own repository keeps all options, which do not go into a stored session. */
final class BegunRegistrations implements PublicKeyCredentialCreationOptionsRepository {

    private static final String CHALLENGE = "carnet.login.passkey-challenge";

    private final PasskeyOperations passkeys;

    BegunRegistrations(PasskeyOperations passkeys) {
        this.passkeys = passkeys;
    }

    @Override
    public void save(HttpServletRequest request, HttpServletResponse response, @Nullable PublicKeyCredentialCreationOptions options) {
        request.getSession().setAttribute(CHALLENGE, options == null ? null : options.getChallenge().toBase64UrlString());
    }

    @Override
    public @Nullable PublicKeyCredentialCreationOptions load(HttpServletRequest request) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return request.getSession().getAttribute(CHALLENGE) instanceof String challenge && authentication != null
                ? passkeys.begun(authentication.getName(), Bytes.fromBase64(challenge)) : null;
    }
}
