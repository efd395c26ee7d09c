package fr.carnet.enforcement.consent;

import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.time.Instant;

/** S4.3: how a professional's access to a record stands, as it is shown to him (CodeSystem access-status). */
public enum AccessStatus {
    /** No authorisation of his own or of his structure's care team has been given, or it has not begun. */
    NON_EXISTE,
    /** An authorisation is valid, or he is designated médecin traitant. */
    VALIDE,
    /** One was given and its term is over. */
    EXPIRE,
    /** The holder blocked him: that beats whatever else there is. */
    INTERDIT;

    /**
     * @param professional who asks
     * @param record       how the record stands
     * @param at           instant of the request
     */
    public static AccessStatus of(Caller.Professional professional, RecordPolicy record, Instant at) {
        if (record.blocked().contains(professional.id())) {
            return INTERDIT;
        }
        if (AuthorisationRule.isAuthorised(professional, at, record)) {
            return VALIDE;
        }
        return record.authorisations().stream().anyMatch(given -> AuthorisationRule.concerns(given, professional) && !at.isBefore(given.until())) ? EXPIRE : NON_EXISTE;
    }
}
