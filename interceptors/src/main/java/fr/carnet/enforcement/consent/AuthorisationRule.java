package fr.carnet.enforcement.consent;

import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;
import java.time.Instant;
import java.util.Set;

/**
 * S4.3: reading for care needs a valid authorisation of the professional or of its structure's care team, or a designation as médecin
 * traitant. A deposit needs the same, or the patient's explicit consent declared in it (API 4).
 */
public final class AuthorisationRule implements Rule {

    private static final String RULE = "S4.3";

    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        if (ground != Ground.CARE || !(request.caller() instanceof Caller.Professional professional)) {
            return Verdict.ABSTAIN;
        }
        boolean authorised = isAuthorised(professional, request.at(), record);
        return switch (request.act()) {
            case READ -> readable(professional, request, authorised);
            case DEPOSIT -> authorised ? Verdict.permit(Grant.NOTHING, RULE, "authorised")
                    : request.consentDeclared() ? Verdict.permit(Grant.NOTHING, RULE, "consent-declared")
                    : Verdict.deny(RULE, "not-authorised");
            case READ_HISTORY -> authorised && !professional.exercise().isOccupationalMedicine() ? Verdict.permit(Grant.NOTHING, "S8", "own-acts") : Verdict.deny(RULE, "not-authorised");
            default -> Verdict.ABSTAIN;
        };
    }

    private static Verdict readable(Caller.Professional professional, AccessRequest request, boolean authorised) {
        // In an emergency mode the basis is that mode's own: breakglass.BreakGlassRule.
        if (request.mode() != AccessMode.NORMAL) {
            return Verdict.ABSTAIN;
        }
        return authorised
                ? Verdict.permit(Grant.tokens(Set.of(AclToken.about(professional.id()))), RULE, "authorised")
                : Verdict.deny(RULE, "not-authorised");
    }

    /** @return whether an authorisation of his or of his structure's care team is valid, or he is designated */
    static boolean isAuthorised(Caller.Professional professional, Instant at, RecordPolicy record) {
        return record.attendingDoctors().contains(professional.id())
                || record.authorisations().stream()
                        .filter(a -> a.isValidAt(at)).anyMatch(a -> concerns(a, professional));
    }

    /** @return whether an authorisation is this professional's or that of the structure he acts for */
    static boolean concerns(Authorisation authorisation, Caller.Professional professional) {
        return authorisation.actor().equals(professional.id()) || professional.structure().filter(authorisation.actor()::equals).isPresent();
    }
}
