package fr.carnet.enforcement.hapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** The watch stage takes a content for one thing that was decided with its document, and only the one that went through the see stage. */
class TripwireContentTest {

    private final TripwireInterceptor tripwire = new TripwireInterceptor(new RecordReferences(FhirContext.forR4Cached(), GovernedTypes.load()));
    private final ServletRequestDetails request = new ServletRequestDetails();
    private final AuditDraft draft = new AuditDraft(Cast.NOW, "request-1", "127.0.0.1");

    @BeforeEach
    void aDecidedRequest() {
        MockHttpServletRequest servlet = new MockHttpServletRequest();
        servlet.setAttribute(RequestScope.DRAFT_ATTRIBUTE, draft);
        request.setServletRequest(servlet);
        Caller caller = new Caller.Holder(Cast.PATIENT);
        RequestScope.decided(request, new AccessDecision.Permit(Cast.PATIENT, Asking.of(caller, Act.READ, AccessMode.NORMAL, false, false, false, Cast.NOW), Set.of(), List.of()));
    }

    @Test
    @DisplayName("S1 the FHIR document that was seen leaves, whatever stands in it, and is what the trace names")
    void seen() {
        RequestScope.content(request, "Bundle/one");
        tripwire.watch(request, document("one"));
        assertThat(draft.finish(200).entities()).containsExactly("Bundle/one");
    }

    @Test
    @DisplayName("S1 one that was not seen does not leave; nor another than the one that was, nor a content of the other type under the same id")
    void unseen() {
        assertStopped(document("one"));
        RequestScope.content(request, "Bundle/one");
        assertStopped(document("two"));
        assertStopped(new Binary().setId("one"));
        RequestScope.content(request, "Binary/one");
        assertStopped(document("one"));
        Bundle listing = new Bundle().setType(Bundle.BundleType.SEARCHSET);
        listing.addEntry().setResource(document("one"));
        RequestScope.content(request, "Bundle/two");
        assertStopped(listing);
    }

    private void assertStopped(Resource resource) {
        assertThatThrownBy(() -> tripwire.watch(request, resource)).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.answer()).isEqualTo(Answer.INTERNAL));
        assertThat(draft.finish(500).entities()).isEmpty();
    }

    private static Bundle document(String id) {
        Bundle document = new Bundle().setType(Bundle.BundleType.DOCUMENT);
        document.setId(id);
        document.addEntry().setResource(new Composition());
        document.addEntry().setResource(new DocumentReference());
        return document;
    }
}
