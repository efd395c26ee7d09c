package fr.carnet.server.storage;

import java.util.List;
import java.util.Optional;

/** Port: the records that one person may open on the patient's side, as things stand now: the own one, children's, those of persons cared for. */
public interface Profiles {

    /**
     * @param system INS system of the person
     * @param value  INS value
     * @return what may be opened, the own record first; closed records and delegations that ended are left out
     */
    List<Profile> of(String system, String value);

    /**
     * One record that may be opened.
     *
     * @param patientId       id of the record's Patient
     * @param relatedPersonId the delegation by which, empty for the own record
     * @param name            given and family name of the record's holder
     * @param kind            why
     */
    record Profile(String patientId, Optional<String> relatedPersonId, String name, Kind kind) {

        /** @return who acts, as a token's {@code fhirUser} says it: {@code Patient/<id>} or {@code RelatedPerson/<id>} */
        public String fhirUser() {
            return relatedPersonId.map(id -> "RelatedPerson/" + id).orElse("Patient/" + patientId);
        }
    }

    /** Whose record it is. */
    enum Kind {
        /** The person's own. */
        SELF,
        /** A minor child's, or a ward's. */
        REPRESENTED,
        /** That of a person cared for. */
        CARED_FOR
    }
}
