package fr.carnet.enforcement.hapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.ScopeFilter;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** The watch stage holds what leaves as it is stored to the same as what HAPI parsed, on the stored text. */
class TripwireStoredTest {

    private static final String ACL = "{\"url\":\"%s\",\"valueCoding\":{\"system\":\"%s\",\"code\":\"%%s\"}}".formatted(Canonical.ACL, Canonical.ACL_SYSTEM);
    private static final String OTHER = "{\"url\":\"https://example.org/e\",\"valueCode\":\"h\"}";

    private final TripwireInterceptor tripwire = new TripwireInterceptor(new RecordReferences(FhirContext.forR4Cached(), GovernedTypes.load()));
    private final ServletRequestDetails request = new ServletRequestDetails();
    private final AuditDraft draft = new AuditDraft(Cast.NOW, "request-1", "127.0.0.1");

    @BeforeEach
    void aDecidedRequest() {
        MockHttpServletRequest servlet = new MockHttpServletRequest();
        servlet.setAttribute(RequestScope.DRAFT_ATTRIBUTE, draft);
        request.setServletRequest(servlet);
        request.setRestOperationType(RestOperationTypeEnum.SEARCH_TYPE);
        Caller caller = new Caller.Holder(Cast.PATIENT);
        RequestScope.decided(request, new AccessDecision.Permit(Cast.PATIENT, Asking.of(caller, Act.READ, AccessMode.NORMAL, false, false, false, Cast.NOW),
                Set.of(AclToken.HOLDER), List.of()));
    }

    @Test
    @DisplayName("What the decision opens leaves without its tokens, everything else in place, and is what the trace names")
    void opened() {
        DocumentReference document = stored(new DocumentReference(), "\"subject\":{\"reference\":\"Patient/" + Cast.PATIENT + "\"}", ACL.formatted("h"), OTHER);
        tripwire.watch(request, page(document));
        assertThat(StoredJson.of(document).orElseThrow().leaving().path("extension")).hasSize(1).allMatch(extension -> extension.path("url").asText().equals("https://example.org/e"));
        assertThat(draft.finish(200).entities()).containsExactly("DocumentReference/one");
    }

    @Test
    @DisplayName("Where only tokens stood no empty list is left")
    void noEmptyList() {
        DocumentReference document = stored(new DocumentReference(), "\"subject\":{\"reference\":\"Patient/" + Cast.PATIENT + "\"}", ACL.formatted("h"), ACL.formatted("r"));
        tripwire.watch(request, document);
        assertThat(StoredJson.of(document).orElseThrow().leaving().has("extension")).isFalse();
    }

    @Test
    @DisplayName("The record is found among others, too")
    void amongOthers() {
        tripwire.watch(request, stored(new Appointment(), "\"participant\":[{\"actor\":{\"reference\":\"Device/d\"}},{\"actor\":{\"reference\":\"Patient/" + Cast.PATIENT + "\"}}]", ACL.formatted("h")));
        assertThat(draft.finish(200).entities()).containsExactly("Appointment/one");
    }

    @Test
    @DisplayName("Another token, none, a token elsewhere, another record, none, another resource's text, no text: nothing leaves")
    void stopped() {
        String own = "\"subject\":{\"reference\":\"Patient/" + Cast.PATIENT + "\"}";
        assertStopped(stored(new DocumentReference(), own, ACL.formatted("r")));
        assertStopped(stored(new DocumentReference(), own, OTHER));
        assertStopped(stored(new DocumentReference(), own + ",\"content\":[{\"extension\":[" + ACL.formatted("h") + "]}]", OTHER));
        assertStopped(stored(new DocumentReference(), "\"subject\":{\"reference\":\"Patient/other\"}", ACL.formatted("h")));
        assertStopped(stored(new DocumentReference(), "\"subject\":{\"identifier\":{\"value\":\"x\"}}", ACL.formatted("h")));
        assertStopped(stored(new DocumentReference(), "\"status\":\"current\"", ACL.formatted("h")));
        DocumentReference another = stored(new DocumentReference(), own, ACL.formatted("h"));
        another.setId("two");
        assertStopped(another);
        assertStopped((DomainResource) new DocumentReference().setId("one"));
    }

    @Test
    @DisplayName("S8 a line of the trace leaves when the record that it names first is the decision's; it carries no tokens, and none of another record helps")
    void lines() {
        String own = "{\"what\":{\"reference\":\"Patient/" + Cast.PATIENT + "\"}}";
        String other = "{\"what\":{\"reference\":\"Patient/other\"}}";
        AuditEvent line = stored(new AuditEvent(), "\"entity\":[" + own + ",{\"what\":{\"reference\":\"DocumentReference/1\"}}]");
        tripwire.watch(request, page(line));
        assertThat(StoredJson.of(line).orElseThrow().leaving().path("entity")).hasSize(2);
        assertThat(draft.finish(200).entities()).containsExactly("AuditEvent/one");
        draft.forgetEntities();
        assertStopped(stored(new AuditEvent(), "\"entity\":[" + other + "]", ACL.formatted("h")));
        assertStopped(stored(new AuditEvent(), "\"entity\":[" + other + "," + own + "]"));
        assertStopped(stored(new AuditEvent(), "\"entity\":[{\"what\":{\"identifier\":{\"value\":\"Patient/" + Cast.PATIENT + "\"}}}]"));
        assertStopped(stored(new AuditEvent(), "\"agent\":[" + own + "]"));
        AuditEvent another = stored(new AuditEvent(), "\"entity\":[" + own + "]");
        another.setId("two");
        assertStopped(another);
        assertStopped((DomainResource) new AuditEvent().setId("one"));
    }

    @Test
    @DisplayName("S6.4 nothing outside the part of its type that a narrowed scope leaves")
    void scope() {
        String own = "\"subject\":{\"reference\":\"Patient/" + Cast.PATIENT + "\"}";
        RequestScope.narrowed(request, new ScopeFilter("Observation", "code", Set.of("http://loinc.org|2345-7")));
        tripwire.watch(request, stored(new Observation(), own + ",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"2345-7\"}]}", ACL.formatted("h")));
        draft.forgetEntities();
        assertStopped(stored(new Observation(), own + ",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"8867-4\"}]}", ACL.formatted("h")));
        assertStopped(stored(new Observation(), own + ",\"code\":{\"text\":\"2345-7\"}", ACL.formatted("h")));
    }

    private void assertStopped(DomainResource resource) {
        assertThatThrownBy(() -> tripwire.watch(request, page(resource))).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.answer()).isEqualTo(Answer.INTERNAL));
        StoredJson.of(resource).ifPresent(stored -> assertThatThrownBy(stored::leaving).isInstanceOf(IllegalStateException.class));
        assertThat(draft.finish(500).entities()).isEmpty();
    }

    private static Bundle page(DomainResource resource) {
        Bundle page = new Bundle().setType(Bundle.BundleType.SEARCHSET);
        page.addEntry().setResource(resource);
        return page;
    }

    private static <T extends DomainResource> T stored(T standing, String fields, String... extensions) {
        standing.setId("one");
        String text = "{\"resourceType\":\"%s\",\"id\":\"one\",\"extension\":[%s],%s}".formatted(standing.fhirType(), String.join(",", extensions), fields);
        try {
            return StoredJson.behind(standing, (ObjectNode) new ObjectMapper().readTree(text));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
