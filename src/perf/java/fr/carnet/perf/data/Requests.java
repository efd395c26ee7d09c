package fr.carnet.perf.data;

import fr.carnet.perf.contender.Carnet;
import fr.carnet.perf.contender.Contender;
import fr.carnet.perf.contender.Role;
import fr.carnet.perf.driver.Call;
import fr.carnet.perf.driver.Checks;

/** Writes to one server, as it takes them. */
public final class Requests {

    private static final int LIST = 1;

    private final Contender contender;
    private final Samples samples;

    /**
     * @param contender how the server is asked
     * @param samples   what is stored
     */
    public Requests(Contender contender, Samples samples) {
        this.contender = contender;
        this.samples = samples;
    }

    /** @return opens a record */
    public Call open(String ins) {
        return Call.post(contender.opening(), contender.as(Role.SUPPORT, ""), samples.patient(ins), Checks.status(201));
    }

    /** @return that the patient authorised the author or the reader, as the one himself declares */
    public Call authorise(Role role, String patient) {
        return Call.post("/Consent", contender.as(role, ""), samples.authorisation(patient, role == Role.AUTHOR ? Carnet.AUTHOR : Carnet.READER), Checks.status(201));
    }

    /** @return the patient's look at an authorisation */
    public Call authorisation(String patient, String consent) {
        return Call.get("/Consent/" + consent, contender.as(Role.HOLDER, patient), Checks.resource(consent));
    }

    /**
     * @param stored the authorisation as it is stored: nothing but its status may change
     * @return that the patient withdraws it
     */
    public Call withdraw(String patient, String consent, String stored) {
        return Call.put("/Consent/" + consent, contender.as(Role.HOLDER, patient), stored.replaceFirst("\"status\":\"active\"", "\"status\":\"inactive\""), Checks.status(200));
    }

    /** @return a deposit of one document and its content (ITI-105; for a server without it the same two resources in a transaction) */
    public Call deposit(String patient, int number, boolean isLarge) {
        return contender.takesDataInside()
                ? Call.post("/DocumentReference", contender.as(Role.AUTHOR, patient), samples.documentWithData(patient, number, isLarge), Checks.status(201))
                : Call.post("", contender.as(Role.AUTHOR, patient), samples.documentAndBinary(patient, number, isLarge), Checks.created(2));
    }

    /** @return a submission of documents with their contents and their set (ITI-65): twice as many resources, and one */
    public Call submit(String patient, int documents) {
        return Call.post("", contender.as(Role.AUTHOR, patient), samples.submission(patient, documents), Checks.created(2 * documents + LIST));
    }

    /** @return the nth measure of a patient, by himself */
    public Call measure(String patient, int number) {
        return Call.post("/Observation", contender.as(Role.HOLDER, patient), samples.measure(patient, number), Checks.status(201));
    }

    /** @return an appointment of a patient, by himself */
    public Call appointment(String patient) {
        return Call.post("/Appointment", contender.as(Role.HOLDER, patient), samples.appointment(patient), Checks.status(201));
    }

    /** @return entries of the history, for a server that writes none */
    public Call history(String patient, int entries) {
        return Call.post("", contender.as(Role.HOLDER, patient), samples.history(patient, entries), Checks.created(entries));
    }
}
