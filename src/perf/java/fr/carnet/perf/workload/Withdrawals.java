package fr.carnet.perf.workload;

import fr.carnet.perf.contender.Role;
import fr.carnet.perf.driver.Call;
import fr.carnet.perf.driver.Checks;

/**
 * One authorisation is withdrawn and given again: the next search after the withdrawal is refused, the next one after the gift is not. A server without
 * rules stores the same and answers both.
 */
final class Withdrawals implements Runnable {

    private static final int REFUSED = 403;
    private static final int ANSWERED = 200;

    private final Scene scene;
    private final String patient;

    Withdrawals(Scene scene) {
        this.scene = scene;
        this.patient = scene.population().toggled().id();
    }

    @Override
    public void run() {
        String consent = scene.population().consent().get();
        String stored = scene.target().send(scene.requests().authorisation(patient, consent)).text();
        scene.target().send(scene.requests().withdraw(patient, consent, stored));
        look(scene.contender().enforces() ? REFUSED : ANSWERED);
        scene.population().consent().set(scene.target().send(scene.requests().authorise(Role.READER, patient)).id());
        look(ANSWERED);
    }

    private void look(int status) {
        scene.target().send(Call.get("/DocumentReference?patient=Patient/" + patient + "&_count=1", scene.contender().as(Role.READER, ""), Checks.status(status)));
    }
}
