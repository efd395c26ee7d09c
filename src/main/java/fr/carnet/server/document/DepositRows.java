package fr.carnet.server.document;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Caller;
import java.sql.Timestamp;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Identifier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a deposited document leaves in Carnet's own tables, in one statement: business identifiers, depositor, bytes. */
@Component
class DepositRows {

    private static final String INSERT = """
            with submission as (
                insert into carnet.document_submission (document_id, patient_id, depositor, system, value, deposited_at)
                values (:document, :patient, :depositor, :system, :value, :deposited)),
            identifiers as (
                insert into carnet.document_identifier (document_id, system, value)
                select :document, identifier.system, identifier.value
                from unnest(cast(:systems as text[]), cast(:values as text[])) as identifier (system, value) on conflict do nothing),
            depositors as (
                insert into carnet.record_depositor (patient_id, author)
                select :patient, author from unnest(cast(:authors as text[])) as author on conflict do nothing)
            insert into carnet.document_content (content_id, address, document_id, content_type, size, sha1, bytes)
            values (:content, :address, :document, :type, :size, :sha1, :bytes)""";

    private final JdbcClient jdbc;

    DepositRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds them.
     *
     * @param id       the stored document
     * @param document what it says
     * @throws Refusal when its depositor has used its masterIdentifier before
     */
    void add(String id, DocumentReference document, CheckedContent content, RequestDetails request) {
        Caller caller = RequestScope.caller(request);
        List<Identifier> identifiers = document.getIdentifier().stream().filter(Identifier::hasValue).toList();
        try {
            jdbc.sql(INSERT)
                    .param("document", id)
                    .param("patient", RequestScope.permit(request).patientId())
                    .param("depositor", caller.personalTokens().iterator().next().value())
                    .param("system", document.getMasterIdentifier().getSystem())
                    .param("value", document.getMasterIdentifier().getValue())
                    .param("deposited", Timestamp.from(RequestScope.draft(request).recorded()))
                    .param("systems", identifiers.stream().map(identifier -> Objects.requireNonNullElse(identifier.getSystem(), "")).toArray(String[]::new))
                    .param("values", identifiers.stream().map(Identifier::getValue).toArray(String[]::new))
                    .param("authors", caller.authorTokens().stream().map(AclToken::value).toArray(String[]::new))
                    .param("content", content.id())
                    .param("address", content.address())
                    .param("type", document.getContentFirstRep().getAttachment().getContentType())
                    .param("size", (long) content.bytes().length)
                    .param("sha1", content.sha1())
                    .param("bytes", content.bytes())
                    .update();
        } catch (DuplicateKeyException deposited) {
            throw Refusal.of(Answer.DUPLICATE_DOCUMENT);
        }
    }
}
