package fr.carnet.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Scopes;
import fr.carnet.server.config.SecuritySettings;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** From the Authorization header to a {@link Caller}. A token that cannot be believed is 401; one that says too little or too much is 403. */
@Component
public class TokenReader {

    private static final String BEARER = "Bearer ";
    private static final int MAXIMUM_LENGTH = 16_384;

    private final Map<String, TrustedIssuer> issuers;
    private final BelievedTokens remembered;
    private final CertificateBinding binding;
    private final ProfessionalClaims professionals;
    private final SubjectClaims subjects;

    TokenReader(SecuritySettings settings, ObjectProvider<AdditionalIssuer> additional, ObjectProvider<OwnIssuer> own, IssuerKeys keys, Clock clock, BelievedTokens remembered,
            CertificateBinding binding, ProfessionalClaims professionals, SubjectClaims subjects) {
        List<SecuritySettings.Issuer> trusted = new ArrayList<>(settings.issuers());
        additional.orderedStream().flatMap(more -> more.issuers().stream()).forEach(trusted::add);
        Map<String, TrustedIssuer> known = new HashMap<>();
        trusted.forEach(issuer -> add(known, issuer.issuer(), new TrustedIssuer(issuer, keys.at(issuer.jwksUri()), clock)));
        own.ifAvailable(issuer -> add(known, issuer.issuer(), new TrustedIssuer(issuer, clock)));
        this.issuers = Map.copyOf(known);
        this.remembered = remembered;
        this.binding = binding;
        this.professionals = professionals;
        this.subjects = subjects;
    }

    private static void add(Map<String, TrustedIssuer> known, String name, TrustedIssuer issuer) {
        if (known.put(name, issuer) != null) {
            throw new IllegalStateException("two issuers of one name, each with keys of its own: " + name);
        }
    }

    /**
     * Who asks, and what its token is good for.
     *
     * @param caller who asks
     * @param scopes what a SMART token allows; empty for other kinds, whose rights are the rules' alone
     */
    record Identity(Caller caller, Optional<Scopes> scopes) {
    }

    /** @return who asks */
    Identity read(HttpServletRequest request) {
        BelievedTokens.Believed token = believed(serialized(request.getHeader("Authorization")));
        TrustedIssuer issuer = token.issuer();
        JWTClaimsSet claims = token.claims();
        if (!binding.isHeldBy(claims, request)) {
            throw Refusal.of(Answer.UNAUTHENTICATED);
        }
        SecuritySettings.Kind kind = issuer.kind(claims).orElseThrow(() -> Refusal.of(Answer.UNAUTHENTICATED));
        if (!issuer.isLive(claims)) {
            throw Refusal.of(Answer.UNAUTHENTICATED);
        }
        Caller caller = switch (kind) {
            case PRO_SANTE_CONNECT -> professionals.caller(claims);
            case SMART -> subjects.smart(claims, issuer.firstParty());
            case STRUCTURE -> subjects.structure(claims);
            case SUPPORT -> subjects.support(claims);
            case INSURER -> subjects.insurer(claims);
        };
        return new Identity(caller, kind == SecuritySettings.Kind.SMART ? Optional.of(subjects.scopes(claims)) : Optional.empty());
    }

    /** A signature that was good is not computed again; all that can change is looked at. */
    private BelievedTokens.Believed believed(String token) {
        return remembered.find(token).filter(known -> known.issuer().stillBelieves(known)).orElseGet(() -> verified(token));
    }

    private BelievedTokens.Believed verified(String token) {
        SignedJWT parsed = parse(token);
        TrustedIssuer issuer = issuers.get(issuerOf(parsed));
        if (issuer == null) {
            throw Refusal.of(Answer.UNAUTHENTICATED);
        }
        BelievedTokens.Believed verified = issuer.verify(parsed, token.length()).orElseThrow(() -> Refusal.of(Answer.UNAUTHENTICATED));
        remembered.remember(token, verified);
        return verified;
    }

    private static String serialized(String header) {
        if (header == null || header.length() > MAXIMUM_LENGTH || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw Refusal.of(Answer.UNAUTHENTICATED);
        }
        return header.substring(BEARER.length()).trim();
    }

    private static SignedJWT parse(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException noSignedToken) {
            throw Refusal.of(Answer.UNAUTHENTICATED);
        }
    }

    private static String issuerOf(SignedJWT token) {
        try {
            String issuer = token.getJWTClaimsSet().getIssuer();
            return issuer == null ? "" : issuer;
        } catch (ParseException noClaims) {
            throw Refusal.of(Answer.UNAUTHENTICATED);
        }
    }
}
