package fr.carnet.server.authorization.token;

import fr.carnet.server.authorization.login.Account;
import fr.carnet.server.authorization.login.Accounts;
import fr.carnet.server.storage.AppClients.AppClient;
import fr.carnet.server.storage.AppClients.DeclaredPurpose;
import fr.carnet.server.storage.Profiles;
import fr.carnet.server.storage.Profiles.Profile;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationToken;
import org.springframework.stereotype.Component;

/** What a person decided on the consent page: for which record, which scopes, which purposes. What the page sends is checked as if anybody had written it. */
@Component
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class ConsentDecision {

    /** Why a pairing ended whose purposes could not be kept. */
    static final String PURPOSES_NOT_KEPT = "purposes-not-kept";

    private static final Logger LOG = LoggerFactory.getLogger(ConsentDecision.class);

    private final Accounts accounts;
    private final Profiles profiles;
    private final OnlineClients online;
    private final Pairings pairings;
    private final PurposeChoices choices;

    ConsentDecision(Accounts accounts, Profiles profiles, OnlineClients online, Pairings pairings, PurposeChoices choices) {
        this.accounts = accounts;
        this.profiles = profiles;
        this.online = online;
        this.pairings = pairings;
        this.choices = choices;
    }

    /**
     * A decision in favour of the app.
     *
     * @param account  who decided
     * @param profile  for which record, and as whom
     * @param purposes codes of the purposes ticked
     * @param app      the service that it is about, as the catalogue listed it when this was decided; empty for a client that the operator configured
     * @param idPe     how the app calls the patient, when it says so
     */
    record Decision(Account account, Profile profile, Set<String> purposes, Optional<AppClient> app, Optional<IdPe> idPe) {
    }

    /** @return the same with the scopes that are granted; none means refused */
    OAuth2AuthorizationConsentAuthenticationToken granted(OAuth2AuthorizationConsentAuthenticationToken sent, OAuth2Authorization pending) {
        return with(sent, new HashSet<>(AskedScopes.granted(request(pending).getScopes(), sent.getScopes())));
    }

    /** @return the same with nothing granted */
    static OAuth2AuthorizationConsentAuthenticationToken refused(OAuth2AuthorizationConsentAuthenticationToken sent) {
        return with(sent, Set.of());
    }

    private static OAuth2AuthorizationConsentAuthenticationToken with(OAuth2AuthorizationConsentAuthenticationToken sent, Set<String> scopes) {
        return new OAuth2AuthorizationConsentAuthenticationToken(sent.getAuthorizationUri(), sent.getClientId(), principal(sent), sent.getState(), scopes, sent.getAdditionalParameters());
    }

    /** @return the request with the parts of its scopes that the person chose instead of the whole: Spring compares texts */
    OAuth2Authorization narrowed(OAuth2Authorization pending, Set<String> granted) {
        OAuth2AuthorizationRequest request = request(pending);
        Set<String> scopes = new HashSet<>(request.getScopes());
        granted.stream().filter(scope -> AskedScopes.isPartOf(request.getScopes(), scope)).forEach(scopes::add);
        return OAuth2Authorization.from(pending).attribute(OAuth2AuthorizationRequest.class.getName(), OAuth2AuthorizationRequest.from(request).scopes(scopes).build()).build();
    }

    /**
     * @return the decision
     * @throws OAuth2AuthorizationCodeRequestAuthenticationException invalid_request, told to the person alone: the form was not the page's, or the record is no longer theirs;
     *                                                               told to the app: it calls another patient so already
     */
    Decision read(OAuth2AuthorizationConsentAuthenticationToken sent, OAuth2Authorization pending) {
        Account account = accounts.find(pending.getPrincipalName()).orElseThrow(() -> notThePage(sent, "account"));
        Profile profile = values(sent, "patient").stream().findFirst()
                .flatMap(patient -> profiles.of(account.insSystem(), account.insValue()).stream().filter(open -> open.patientId().equals(patient)).findFirst())
                .orElseThrow(() -> notThePage(sent, "patient: must be a record that the person may open"));
        Set<String> purposes = new HashSet<>(values(sent, "purpose"));
        Optional<AppClient> app = online.app(sent.getClientId());
        Set<String> declared = app.map(AppClient::purposes).orElse(List.of()).stream().map(DeclaredPurpose::code).collect(Collectors.toSet());
        if (!declared.containsAll(purposes)) {
            throw notThePage(sent, "purpose: must be one that the service declared");
        }
        if (!app.map(AppClient::online).orElse(true)) {
            throw OAuthErrors.refused(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, "client_id: the service is not online in the catalogue", asked(sent, pending),
                    request(pending).getRedirectUri());
        }
        Optional<IdPe> idPe = IdPe.of(request(pending).getAdditionalParameters().get(IdPe.NAME));
        if (idPe.isPresent() && !pairings.isFree(sent.getClientId(), idPe.get(), profile.patientId())) {
            throw OAuthErrors.refused(OAuth2ErrorCodes.INVALID_REQUEST, IdPe.NAME + ": stands for another patient already", asked(sent, pending), request(pending).getRedirectUri());
        }
        return new Decision(account, profile, purposes, app, idPe);
    }

    /** @return whether it is none: consents to third-party services are not a caregiver's to give (S5); with the holder's own application a caregiver acts as one */
    static boolean isNotTheirs(Decision decision) {
        return decision.profile().kind() == Profiles.Kind.CARED_FOR && decision.app().isPresent();
    }

    /** Keeps the purposes once the pairing stands. When they cannot be kept, the person did not get what was ticked, and the app gets nothing. */
    void keepPurposes(Decision decision, OAuth2AuthorizationConsentAuthenticationToken sent, OAuth2Authorization pending) {
        if (decision.app().isEmpty()) {
            return;
        }
        try {
            choices.record(decision.profile(), decision.account(), decision.app().get(), decision.purposes());
        } catch (RuntimeException failed) {
            LOG.error("purposes could not be kept, the pairing ends: {}", failed.getClass().getName());
            pairings.end(pending.getId(), PURPOSES_NOT_KEPT);
            throw OAuthErrors.refused(OAuth2ErrorCodes.SERVER_ERROR, "the purposes chosen could not be kept; nothing was granted", asked(sent, pending), request(pending).getRedirectUri());
        }
    }

    private static OAuth2AuthorizationRequest request(OAuth2Authorization pending) {
        OAuth2AuthorizationRequest request = pending.getAttribute(OAuth2AuthorizationRequest.class.getName());
        if (request == null) {
            throw new IllegalStateException("a grant without its request");
        }
        return request;
    }

    private static List<String> values(OAuth2AuthorizationConsentAuthenticationToken sent, String name) {
        Object value = sent.getAdditionalParameters().get(name);
        return value instanceof String one ? List.of(one) : value instanceof String[] several ? Arrays.asList(several) : List.of();
    }

    private static OAuth2AuthorizationCodeRequestAuthenticationException notThePage(OAuth2AuthorizationConsentAuthenticationToken sent, String description) {
        return OAuthErrors.refused(OAuth2ErrorCodes.INVALID_REQUEST, description,
                new OAuth2AuthorizationCodeRequestAuthenticationToken(sent.getAuthorizationUri(), sent.getClientId(), principal(sent), null, sent.getState(), sent.getScopes(), Map.of()), null);
    }

    private static OAuth2AuthorizationCodeRequestAuthenticationToken asked(OAuth2AuthorizationConsentAuthenticationToken sent, OAuth2Authorization pending) {
        OAuth2AuthorizationRequest request = request(pending);
        return new OAuth2AuthorizationCodeRequestAuthenticationToken(request.getAuthorizationUri(), request.getClientId(), principal(sent), request.getRedirectUri(), request.getState(),
                request.getScopes(), Map.of());
    }

    private static Authentication principal(OAuth2AuthorizationConsentAuthenticationToken sent) {
        return (Authentication) sent.getPrincipal();
    }
}
