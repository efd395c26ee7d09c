package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.DataCategory;
import java.util.Optional;
import java.util.Set;

/**
 * What a request asks of one record; who asks and how the record stands, the gate adds.
 *
 * @param act             what for
 * @param data            what is read or written
 * @param mode            access mode
 * @param purpose         purpose code of an app
 * @param consentDeclared whether a deposit declares the patient's consent
 */
record Question(Act act, Set<DataCategory> data, AccessMode mode, Optional<String> purpose, boolean consentDeclared) {

    /** @return a question about an act that moves no data by itself */
    static Question about(Act act) {
        return new Question(act, Set.of(), AccessMode.NORMAL, Optional.empty(), false);
    }

    /** @return the same with another act */
    Question to(Act other) {
        return new Question(other, data, mode, purpose, consentDeclared);
    }
}
