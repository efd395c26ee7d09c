package fr.carnet.server.document;

import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.hl7.fhir.r4.model.DocumentReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which documents are labelled INVISIBLE_PATIENT now, and when each was deposited: written with the label, in its transaction. Periods count
 * from the deposit on the French calendar (R1111-53), so the database adds them to the French time of day.
 */
@Component
class InvisibleDocuments {

    /** An instant and a period later on the French calendar: PostgreSQL shortens months as java.time does. */
    private static final String LATER = "(%s at time zone '" + RecordPolicy.FRANCE.getId() + "' + cast(:period as interval)) at time zone '" + RecordPolicy.FRANCE.getId() + "'";
    private static final String OVER = LATER.formatted("deposited_at") + " <= :now";

    private final JdbcClient jdbc;

    InvisibleDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One that has run out.
     *
     * @param documentId  the document
     * @param patientId   its record
     * @param depositedAt when it was deposited
     */
    record Invisible(String documentId, String patientId, Instant depositedAt) {
    }

    /** Follows a document's labels as it is deposited or changed: a label that is set later counts from the deposit too. */
    void follow(String documentId, boolean before, DocumentReference after) {
        boolean now = Labels.has(after, Visibility.INVISIBLE_PATIENT);
        if (now && !before) {
            jdbc.sql("""
                    insert into carnet.invisible_document (document_id, patient_id, deposited_at)
                    select document_id, patient_id, deposited_at from carnet.document_submission where document_id = ? on conflict do nothing""")
                    .param(documentId).update();
        } else if (before && !now) {
            forget(documentId);
        }
    }

    /** @return whether the document is still invisible; its row stays locked until the transaction ends */
    boolean isStill(String documentId) {
        return jdbc.sql("select document_id from carnet.invisible_document where document_id = ? for update").param(documentId).query(String.class).optional().isPresent();
    }

    /** The label has fallen. */
    void forget(String documentId) {
        jdbc.sql("delete from carnet.invisible_document where document_id = ?").param(documentId).update();
    }

    /**
     * @param length how long a document may be invisible
     * @param after  the last one of the batch before; empty for the first batch
     * @return the next ones that have run out, oldest first
     */
    List<Invisible> over(Period length, Instant now, List<Invisible> after, int limit) {
        Invisible last = after.isEmpty() ? new Invisible("", "", Instant.EPOCH) : after.get(after.size() - 1);
        return jdbc.sql("select document_id, patient_id, deposited_at from carnet.invisible_document where " + OVER
                        + " and (deposited_at, document_id) > (:last, :lastId) order by deposited_at, document_id limit :limit")
                .param("period", length.toString()).param("now", Timestamp.from(now)).param("last", Timestamp.from(last.depositedAt()))
                .param("lastId", last.documentId()).param("limit", limit)
                .query((row, n) -> new Invisible(row.getString(1), row.getString(2), row.getTimestamp(3).toInstant())).list();
    }

    /**
     * @param delay time from the deposit to the notice, and from one notice of a record to its next
     * @param after the last record of the batch before; empty for the first batch
     * @return the next records with a document that the holder has to be told of
     */
    List<String> unannounced(Period delay, Instant now, String after, int limit) {
        return jdbc.sql("select distinct patient_id from carnet.invisible_document i where announced_at is null and " + OVER
                        + " and patient_id > :after and not exists (select 1 from carnet.notice n where n.patient_id = i.patient_id and n.kind = 'record-updated' and "
                        + LATER.formatted("n.sent_at") + " > :now) order by patient_id limit :limit")
                .param("period", delay.toString()).param("now", Timestamp.from(now)).param("after", after).param("limit", limit).query(String.class).list();
    }

    /** @return the record's documents that the holder has to be told of, oldest first */
    List<String> unannounced(String patientId, Period delay, Instant now) {
        return jdbc.sql("select document_id from carnet.invisible_document where patient_id = :patient and announced_at is null and " + OVER + " order by deposited_at, document_id for update")
                .param("patient", patientId).param("period", delay.toString()).param("now", Timestamp.from(now)).query(String.class).list();
    }

    /** The holder has been told. */
    void announced(List<String> documentIds, Instant now) {
        jdbc.sql("update carnet.invisible_document set announced_at = ? where document_id = any (?)").params(Timestamp.from(now), documentIds.toArray(String[]::new)).update();
    }
}
