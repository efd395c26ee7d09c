package fr.carnet.server.authorization.login;

import fr.carnet.server.config.AuthorizationSettings;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions.PublicKeyCredentialCreationOptionsBuilder;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;

/**
 * Passkeys (WebAuthn level 2). A passkey stands for both factors: its device must have verified the person, at registration and at each login.
 * They are bound to the host of {@code carnet.authorization.issuer}.
 */
@Component
class PasskeyOperations implements WebAuthnRelyingPartyOperations {

    static final int MOST = 10;
    static final int LONGEST_LABEL = 100;

    private static final Logger LOG = LoggerFactory.getLogger(PasskeyOperations.class);
    private static final PublicKeyCredentialParameters[] ALGORITHMS = {PublicKeyCredentialParameters.EdDSA, PublicKeyCredentialParameters.ES256, PublicKeyCredentialParameters.RS256};
    private static final AuthenticatorSelectionCriteria SELECTION =
            AuthenticatorSelectionCriteria.builder().userVerification(UserVerificationRequirement.REQUIRED).residentKey(ResidentKeyRequirement.REQUIRED).build();

    private final PublicKeyCredentialUserEntityRepository users;
    private final UserCredentialRepository credentials;
    private final Accounts accounts;
    private final PublicKeyCredentialRpEntity party;
    private final Set<String> origins;

    PasskeyOperations(PublicKeyCredentialUserEntityRepository users, UserCredentialRepository credentials, Accounts accounts, AuthorizationSettings settings) {
        URI issuer = URI.create(settings.issuer());
        this.users = users;
        this.credentials = credentials;
        this.accounts = accounts;
        this.party = PublicKeyCredentialRpEntity.builder().id(issuer.getHost()).name("Carnet").build();
        this.origins = Set.of(issuer.getScheme() + "://" + issuer.getAuthority());
    }

    @Override
    public PublicKeyCredentialCreationOptions createPublicKeyCredentialCreationOptions(PublicKeyCredentialCreationOptionsRequest request) {
        PublicKeyCredentialUserEntity user = user(request.getAuthentication().getName());
        return operations(options -> options.user(user).authenticatorSelection(SELECTION)).createPublicKeyCredentialCreationOptions(request);
    }

    @Override
    public CredentialRecord registerCredential(RelyingPartyRegistrationRequest request) {
        String label = request.getPublicKey().getLabel();
        if (label == null || label.isBlank() || label.length() > LONGEST_LABEL || ofUser(request.getCreationOptions().getUser()).size() >= MOST) {
            throw new AccessDeniedException("a passkey without a label, with too long a label, or one too many");
        }
        try {
            return operations(options -> { }).registerCredential(request);
        } catch (RuntimeException invalid) {
            LOG.info("a passkey was not registered: {}", invalid.getClass().getName());
            throw new AccessDeniedException("the passkey is not valid", invalid);
        }
    }

    @Override
    public PublicKeyCredentialRequestOptions createCredentialRequestOptions(PublicKeyCredentialRequestOptionsRequest request) {
        return operations(options -> { }).createCredentialRequestOptions(request);
    }

    /** What is demanded of the device is said anew: Spring compares it by identity, which options that come back from a stored session no longer have. */
    @Override
    public PublicKeyCredentialUserEntity authenticate(RelyingPartyAuthenticationRequest request) {
        PublicKeyCredentialRequestOptions demanded = PublicKeyCredentialRequestOptions.builder().challenge(request.getRequestOptions().getChallenge()).rpId(party.getId())
                .userVerification(UserVerificationRequirement.REQUIRED).build();
        return operations(options -> { }).authenticate(new RelyingPartyAuthenticationRequest(demanded, request.getPublicKey()));
    }

    /** @return what a registration begun with this challenge asked for */
    PublicKeyCredentialCreationOptions begun(String accountId, Bytes challenge) {
        return PublicKeyCredentialCreationOptions.builder().rp(party).user(user(accountId)).challenge(challenge).pubKeyCredParams(ALGORITHMS).authenticatorSelection(SELECTION).build();
    }

    /** @return the passkeys of this account */
    List<CredentialRecord> of(String accountId) {
        return ofUser(user(accountId));
    }

    /** Removes a passkey of this account; somebody else's, or none, is left alone. */
    void remove(String accountId, String credentialId) {
        of(accountId).stream().map(CredentialRecord::getCredentialId).filter(id -> id.toBase64UrlString().equals(credentialId)).forEach(credentials::delete);
    }

    private List<CredentialRecord> ofUser(PublicKeyCredentialUserEntity user) {
        return credentials.findByUserId(user.getId());
    }

    /** Stored under the account's id; the device shows the person's name. */
    private PublicKeyCredentialUserEntity user(String accountId) {
        String name = accounts.find(accountId).map(Account::name).orElseThrow(() -> new AccessDeniedException("no such account"));
        PublicKeyCredentialUserEntity stored = users.findByUsername(accountId);
        Bytes id = stored == null ? Bytes.random() : stored.getId();
        if (stored == null) {
            users.save(ImmutablePublicKeyCredentialUserEntity.builder().id(id).name(accountId).displayName(name).build());
        }
        return ImmutablePublicKeyCredentialUserEntity.builder().id(id).name(name).displayName(name).build();
    }

    private Webauthn4JRelyingPartyOperations operations(Consumer<PublicKeyCredentialCreationOptionsBuilder> creation) {
        Webauthn4JRelyingPartyOperations operations = new Webauthn4JRelyingPartyOperations(users, credentials, party, origins);
        operations.setCustomizeCreationOptions(creation);
        operations.setCustomizeRequestOptions(options -> options.userVerification(UserVerificationRequirement.REQUIRED));
        return operations;
    }
}
