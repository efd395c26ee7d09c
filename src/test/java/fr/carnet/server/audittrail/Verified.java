package fr.carnet.server.audittrail;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;

/**
 * What {@code AuditEvent/$verify} answered to the support desk.
 *
 * @param intact whether nothing was found
 * @param chains chains checked
 * @param rows   rows checked
 * @param breaks what was found, each as {@code fault chain position[-last] [event]}
 */
record Verified(boolean intact, long chains, long rows, List<String> breaks) {

    /** @param query for example {@code ?patient=...}, or nothing for the whole trace */
    static Verified of(String query) {
        Reply reply = TestServer.instance().api().get(TestServer.instance().tokens().support(), "/AuditEvent/$verify" + query);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        Parameters answer = reply.as(Parameters.class);
        List<String> breaks = answer.getParameter().stream().filter(part -> "break".equals(part.getName())).map(Verified::told).toList();
        assertThat(number(answer, "breaks")).isEqualTo(breaks.size());
        return new Verified(((BooleanType) answer.getParameter("intact").getValue()).booleanValue(), number(answer, "chains"), number(answer, "rows"), breaks);
    }

    private static String told(Parameters.ParametersParameterComponent found) {
        return found.getPart().stream()
                .map(part -> part.getValue() instanceof Reference reference ? reference.getReference() : ("last".equals(part.getName()) ? "to " : "") + part.getValue().primitiveValue())
                .collect(Collectors.joining(" "));
    }

    private static long number(Parameters answer, String name) {
        return Long.parseLong(answer.getParameter(name).getValue().primitiveValue());
    }
}
