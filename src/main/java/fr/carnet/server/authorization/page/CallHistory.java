package fr.carnet.server.authorization.page;

import fr.carnet.enforcement.hapi.Canonical;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.StringType;

/** An app's calls on a record, from the record's own history: what the holder may not know of is missing there, and so here. */
@PagePart
class CallHistory {

    private static final int PAGE = 25;
    private static final String OK = "0";
    private static final String OBJECT_ROLE_RESOURCE = "4";

    private final Words words;

    CallHistory(Words words) {
        this.words = words;
    }

    /**
     * One page of the history.
     *
     * @param lines newest first
     * @param total how many there are in all
     * @param page  which page, from 1
     * @param pages how many pages, at least 1
     */
    record Page(List<HistoryLine> lines, int total, int page, int pages) {
        Page {
            lines = List.copyOf(lines);
        }
    }

    /** @return when this app last called, if it ever did */
    Optional<Instant> last(RecordSession record, String clientId) {
        return record.page(AuditEvent.class, by(clientId), 0, 1).getEntry().stream().map(entry -> recorded((AuditEvent) entry.getResource())).findFirst();
    }

    /**
     * @param asked    which page, from 1; a page beyond the last is the last
     * @param purposes the app's purposes, for their labels
     */
    Page page(RecordSession record, String clientId, int asked, Map<String, String> purposes) {
        Bundle found = record.page(AuditEvent.class, by(clientId), (Math.max(1, asked) - 1) * PAGE, PAGE);
        int pages = Math.max(1, (found.getTotal() + PAGE - 1) / PAGE);
        if (asked > pages) {
            return page(record, clientId, pages, purposes);
        }
        return new Page(found.getEntry().stream().map(entry -> line((AuditEvent) entry.getResource(), purposes)).toList(), found.getTotal(), Math.max(1, asked), pages);
    }

    /** The bar says: no system, so neither a professional nor a structure of the same name. */
    private static Map<String, String> by(String clientId) {
        return Map.of("agent", "|" + clientId);
    }

    private HistoryLine line(AuditEvent event, Map<String, String> purposes) {
        boolean refused = !OK.equals(event.getOutcome().toCode());
        String purpose = event.getAgentFirstRep().getPurposeOfUse().stream().flatMap(use -> use.getCoding().stream())
                .filter(coding -> Canonical.PURPOSE.equals(coding.getSystem())).map(Coding::getCode).map(code -> purposes.getOrDefault(code, code)).findFirst().orElse("");
        return new HistoryLine(words.moment(recorded(event)), words.code("history.act", event.getSubtypeFirstRep().getCode()), about(event), purpose,
                refused ? refusal(event) : words.of("history.answered"), refused);
    }

    private String about(AuditEvent event) {
        Map<String, Long> types = event.getEntity().stream().filter(entity -> OBJECT_ROLE_RESOURCE.equals(entity.getRole().getCode()))
                .map(entity -> entity.getWhat().getReferenceElement().getResourceType()).collect(Collectors.groupingBy(type -> type, TreeMap::new, Collectors.counting()));
        return types.entrySet().stream().map(type -> words.of("history.about", words.code("type", type.getKey()), type.getValue())).collect(Collectors.joining(", "));
    }

    /** Why it was refused, when a rule that people know of says so. */
    private String refusal(AuditEvent event) {
        return event.getEntity().stream().map(AuditEventEntityComponent::getDetail).flatMap(List::stream).filter(detail -> "rule".equals(detail.getType()))
                .map(detail -> ((StringType) detail.getValue()).getValue()).map(rule -> rule.substring(rule.indexOf(' ') + 1))
                .flatMap(rule -> words.find("history.because", rule).stream()).findFirst().map(why -> words.of("history.refused.because", why))
                .orElseGet(() -> words.of("history.refused"));
    }

    private static Instant recorded(AuditEvent event) {
        return OffsetDateTime.parse(event.getRecordedElement().getValueAsString()).toInstant();
    }
}
