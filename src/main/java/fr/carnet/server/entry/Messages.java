package fr.carnet.server.entry;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.Actors;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Caller;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Communication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** S5, messages: a professional or structure writes first, the holder answers whoever wrote to him. The sender is the token's, not the body's. */
@Component
class Messages {

    private static final String HAS_WRITTEN = """
            select exists (select 1 from hfj_resource m
                join hfj_res_link l on l.src_resource_id = m.res_id and l.src_path = 'Communication.subject'
                join hfj_resource p on p.res_id = l.target_resource_id
                join hfj_spidx_token t on t.res_id = m.res_id and t.sp_name = 'acl'
                where m.res_type = 'Communication' and p.fhir_id = ? and t.sp_value = ?)""";

    private final JdbcClient jdbc;

    Messages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Checks a new message and names its sender. */
    void check(Communication message, String patientId, RequestDetails request) {
        Caller caller = RequestScope.caller(request);
        boolean patientSide = caller instanceof Caller.Holder || caller instanceof Caller.Representative;
        if (patientSide) {
            List<ActorId> recipients = message.getRecipient().stream().map(Actors::of).flatMap(Optional::stream).toList();
            if (recipients.isEmpty() || recipients.size() != message.getRecipient().size()) {
                throw Refusal.rule("Communication.recipient", "message-recipient");
            }
            if (!recipients.stream().allMatch(recipient -> hasWritten(recipient, patientId))) {
                throw Refusal.rule("Communication.recipient", "message-answer-only");
            }
        } else if (message.getRecipient().stream().anyMatch(recipient -> recipient.hasIdentifier())) {
            // To the holder: he is the subject. Among themselves professionals use other means.
            throw Refusal.rule("Communication.recipient", "message-recipient");
        }
        message.setSender(Actors.reference(caller));
    }

    private boolean hasWritten(ActorId sender, String patientId) {
        return jdbc.sql(HAS_WRITTEN).params(patientId, AclToken.author(sender).value()).query(Boolean.class).single();
    }
}
