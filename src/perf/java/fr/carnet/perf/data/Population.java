package fr.carnet.perf.data;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a server was given, by the ids that it gave.
 *
 * @param patients  records with documents
 * @param depositTo records that deposits go to
 * @param traced    the record with a long history
 * @param toggled   a record with documents whose authorisation comes and goes
 * @param consent   id of the Consent that authorises its reader by now
 * @param documents ids of documents of the patients
 * @param large     ids of the contents of large documents
 * @param sizes     how much
 */
public record Population(List<Person> patients, List<Person> depositTo, Person traced, Person toggled, AtomicReference<String> consent, List<String> documents, List<String> large, Sizes sizes) {

    /**
     * A patient.
     *
     * @param id  id of the Patient
     * @param ins national identifier
     */
    public record Person(String id, String ins) {
    }

    /** @return the same on a copy of the database, whose authorisations go their own way from now on */
    public Population copy() {
        return new Population(patients, depositTo, traced, toggled, new AtomicReference<>(consent.get()), documents, large, sizes);
    }
}
