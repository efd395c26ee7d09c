package fr.carnet.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Scopes;
import fr.carnet.server.config.SecuritySettings;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Claims of every kind of token but the professionals' (API 2, table). */
@Component
class SubjectClaims {

    private static final Pattern FHIR_USER = Pattern.compile("(?:https?://[^?#]*/)?(Patient|RelatedPerson)/([A-Za-z0-9.-]{1,64})");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final SecuritySettings settings;

    SubjectClaims(SecuritySettings settings) {
        this.settings = settings;
    }

    /**
     * @param firstParty clients of the issuer that act as the person itself, besides the configured ones
     * @return holder or representative through the first-party application, else a third-party app
     */
    Caller smart(JWTClaimsSet claims, Set<String> firstParty) {
        String client = text(claims, "client_id");
        String patient = text(claims, "patient");
        if (!ID.matcher(patient).matches()) {
            throw Refusal.of(Answer.REFUSED);
        }
        Matcher user = FHIR_USER.matcher(text(claims, "fhirUser"));
        if (!user.matches()) {
            throw Refusal.of(Answer.REFUSED);
        }
        boolean representative = "RelatedPerson".equals(user.group(1));
        if (!representative && !user.group(2).equals(patient)) {
            throw Refusal.of(Answer.REFUSED);
        }
        if (!settings.firstPartyClients().contains(client) && !firstParty.contains(client)) {
            Optional<String> idPe = claims.getClaim("idPe") instanceof String own && !own.isBlank() ? Optional.of(own) : Optional.empty();
            return new Caller.App(client, patient, representative ? Optional.of(user.group(2)) : Optional.empty(), idPe);
        }
        return representative ? new Caller.Representative(patient, user.group(2)) : new Caller.Holder(patient);
    }

    /** @return what a SMART token's scopes allow; without any it allows nothing */
    Scopes scopes(JWTClaimsSet claims) {
        return Scopes.of(claims.getClaim("scope") instanceof String scope ? scope : "");
    }

    /** @return software of an establishment */
    Caller structure(JWTClaimsSet claims) {
        return new Caller.Structure(ActorId.structure(text(claims, "sub")), text(claims, "client_id"));
    }

    /** @return the support desk */
    Caller support(JWTClaimsSet claims) {
        Set<String> duties = claims.getClaim("scope") instanceof String scope ? Set.copyOf(Arrays.asList(scope.split(" "))) : Set.of();
        return new Caller.Support(text(claims, "sub"), duties);
    }

    /** @return a national system */
    Caller insurer(JWTClaimsSet claims) {
        return new Caller.Insurer(text(claims, "sub"));
    }

    private static String text(JWTClaimsSet claims, String name) {
        return Optional.ofNullable(claims.getClaim(name)).filter(String.class::isInstance).map(String.class::cast)
                .filter(value -> !value.isBlank() && value.length() <= 200)
                .orElseThrow(() -> Refusal.of(Answer.REFUSED));
    }
}
