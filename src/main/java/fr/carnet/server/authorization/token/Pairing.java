package fr.carnet.server.authorization.token;

import fr.carnet.server.storage.Profiles.Profile;
import java.time.Instant;
import java.util.Optional;

/**
 * An authorization that a person gave an app (appairement): its tokens are worth something while it lasts.
 *
 * @param id              its id, that of the grant: claim {@code pairing} of its tokens
 * @param clientId        OAuth client id of the app
 * @param accountId       account of the person who gave it
 * @param patientId       the record
 * @param relatedPersonId as whose representative or caregiver, empty for the own record
 * @param idPe            the app's own identifier of the patient, empty when it gave none
 * @param created         when it was given
 * @param ended           when it ended, empty while it lasts
 * @param endReason       why it ended, a stable word
 */
public record Pairing(String id, String clientId, String accountId, String patientId, Optional<String> relatedPersonId, Optional<String> idPe, Instant created,
        Optional<Instant> ended, Optional<String> endReason) {

    /** @return whether it lasts */
    public boolean isLive() {
        return ended.isEmpty();
    }

    /** @return who acts, as a token's {@code fhirUser} says it: {@code Patient/<id>} or {@code RelatedPerson/<id>} */
    public String fhirUser() {
        return relatedPersonId.map(person -> "RelatedPerson/" + person).orElse("Patient/" + patientId);
    }

    /** @return whether it was given for this record, in this role */
    public boolean isFor(Profile profile) {
        return profile.patientId().equals(patientId) && profile.relatedPersonId().equals(relatedPersonId);
    }
}
