package fr.carnet.server.authorization.page;

import fr.carnet.enforcement.hapi.ConsentReader;
import fr.carnet.enforcement.policy.PurposeConsent;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.Consent;

/**
 * An active consent to one purpose of one app, as it stands now.
 *
 * @param consent   as the endpoint gave it
 * @param terms     what it says
 * @param suspended whether it waits for the holder: given by a representative for a child who is of age now (ACCESS-RULES 5)
 */
record GivenPurpose(Consent consent, PurposeConsent terms, boolean suspended) {

    /**
     * @param record the holder's birth date is what is asked of it
     * @param now    instant of the request
     * @return empty for what is no consent to a purpose, or for a time that is not now
     */
    static Optional<GivenPurpose> of(Consent consent, RecordPolicy record, Instant now) {
        return ConsentReader.purpose(consent).filter(terms -> terms.isActiveAt(now))
                .map(terms -> new GivenPurpose(consent, terms, terms.representative().isPresent() && !record.isMinorAt(now) && record.isMinorAt(terms.from())));
    }

    /** @return who gave it: a Patient or a RelatedPerson */
    String giver() {
        return consent.getPerformerFirstRep().getReferenceElement().toUnqualifiedVersionless().getValue();
    }

    boolean is(String oid, String purpose) {
        return terms.oid().equals(oid) && terms.purpose().equals(purpose);
    }
}
