package fr.carnet.server.document;

import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.server.config.VisibilitySettings;
import fr.carnet.server.document.InvisibleDocuments.Invisible;
import fr.carnet.server.storage.JobTransaction;
import fr.carnet.server.storage.Notices;
import fr.carnet.server.storage.PolicyProjection;
import fr.carnet.server.storage.ServerActs;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * R1111-53: INVISIBLE_PATIENT falls by itself one month after the deposit, and two weeks after it the holder is told that the record was
 * updated and invited to see a professional. Each document and each record in a transaction of its own; what fails waits for the next run.
 */
@Component
class VisibilityJob {

    private static final Logger LOG = LoggerFactory.getLogger(VisibilityJob.class);
    static final String NAME = "visibility";
    private static final int BATCH = 100;

    private final InvisibleDocuments invisible;
    private final DocumentChanges changes;
    private final PolicyProjection policies;
    private final Notices notices;
    private final ServerActs acts;
    private final JobTransaction transaction;
    private final VisibilitySettings settings;
    private final Clock clock;

    VisibilityJob(InvisibleDocuments invisible, DocumentChanges changes, PolicyProjection policies, Notices notices, ServerActs acts, JobTransaction transaction,
            VisibilitySettings settings, Clock clock) {
        this.invisible = invisible;
        this.changes = changes;
        this.policies = policies;
        this.notices = notices;
        this.acts = acts;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /** Does what is due now; nothing when another node is at it. */
    void run() {
        Run run = new Run(clock.instant(), UUID.randomUUID().toString());
        boolean mine = true;
        List<Invisible> ended = List.of();
        do {
            ended = invisible.over(settings.invisiblePatientLength(), run.at(), ended, BATCH);
            mine = ended.stream().allMatch(document -> step(() -> end(document, run)));
        } while (mine && ended.size() == BATCH);
        List<String> records = List.of();
        while (mine) {
            records = invisible.unannounced(settings.announcementDelay(), run.at(), records.isEmpty() ? "" : records.get(records.size() - 1), BATCH);
            mine = records.stream().allMatch(record -> step(() -> announce(record, run))) && records.size() == BATCH;
        }
    }

    /**
     * @param at instant at which everything in this run is judged
     * @param id stands in the trace where a request's id does
     */
    private record Run(Instant at, String id) {
    }

    /** @return false when another node is at it, and does the rest */
    private boolean step(Runnable work) {
        try {
            return transaction.execute(NAME, work);
        } catch (RuntimeException failed) {
            LOG.error("a step of the visibility job failed and waits for the next run: {}", failed.getClass().getName());
            return true;
        }
    }

    private void end(Invisible document, Run run) {
        policies.lock(document.patientId());
        if (!invisible.isStill(document.documentId())) {
            return;
        }
        boolean changed = !changes.change(List.of(document.documentId()), stored -> {
            Labels.remove(stored, Visibility.INVISIBLE_PATIENT);
            return stored.getStatus() != DocumentReferenceStatus.ENTEREDINERROR;
        }).isEmpty();
        invisible.forget(document.documentId());
        if (changed) {
            acts.trace(new ServerActs.Act(document.patientId(), "patch", "DocumentReference", "R1111-53 invisible-patient-ends"), run.at(), run.id(),
                    List.of("DocumentReference/" + document.documentId()));
        }
    }

    private void announce(String patientId, Run run) {
        RecordPolicy record = policies.lock(patientId);
        List<String> due = invisible.unannounced(patientId, settings.announcementDelay(), run.at()).stream().filter(id -> isForThePatientsSide(id, record, run)).toList();
        if (due.isEmpty()) {
            return;
        }
        notices.send(new Notices.Notice(patientId, Notices.Kind.RECORD_UPDATED, due.get(0), run.at(), List.of(), List.of()))
                .ifPresent(notice -> acts.trace(new ServerActs.Act(patientId, "create", "Communication", "R1111-53 announcement"), run.at(), run.id(), List.of(notice)));
        invisible.announced(due, run.at());
    }

    /** A minor's notices are read by his parents: what is kept from them too is announced to nobody, or the notice itself would tell. */
    private boolean isForThePatientsSide(String documentId, RecordPolicy record, Run run) {
        return !record.isMinorAt(run.at()) || !Labels.has(changes.read(documentId), Visibility.INVISIBLE_REPRESENTANTS_LEGAUX);
    }
}
