package fr.carnet.server.authorization.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.gclient.TokenClientParam;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.Tokens;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.http.impl.client.HttpClients;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Professional software as an editor writes it: HAPI's generic client over mTLS with a token from the exchange. */
class ProfessionalSoftwareTest {

    private static final String DOCTOR = "810000000902";

    private final Bench bench = Bench.shared();
    private final Records.Opened record = bench.server.records().authorised(bench.server.records().adult(), bench.server.tokens().doctor(DOCTOR), DOCTOR);

    @Test
    @DisplayName("HAPI's generic client exchanges, deposits, finds and reads with its bound token; without its certificate the same client is refused")
    void boundClient() {
        String token = Exchanges.token(bench.byCertificate(Bench.asking(bench.connect.login(Bench.doctor(DOCTOR)))));
        walk(client(bench.authority.clientOf(bench.software), token));
        assertThatThrownBy(() -> found(client(bench.authority.clientWithout(), token))).isInstanceOf(AuthenticationException.class);
    }

    @Test
    @DisplayName("The same with a client that signs assertions, and a token that is not bound")
    void unboundClient() {
        walk(client(bench.authority.clientWithout(), Exchanges.token(bench.byKey(bench.without, Bench.asking(bench.connect.login(Bench.doctor(DOCTOR)))))));
    }

    @Test
    @DisplayName("ACCESS-RULES 2, 4: the token opens what its exercice opens: the doctor's authorisation is of no use to the same person as an optician")
    void oneExercise() {
        Map<String, Object> two = Bench.professional(DOCTOR, Tokens.exercise("10", "SM54", null), Tokens.exercise("28", null, null));
        IGenericClient asDoctor = client(bench.authority.clientOf(bench.software), as(two, "10C"));
        asDoctor.create().resource(Documents.simplified(record, "11488-4")).execute();
        String stranger = "810000000913";
        bench.server.records().authorised(record, bench.server.tokens().doctor(stranger), stranger);
        Map<String, Object> other = Bench.professional(stranger, Tokens.exercise("10", "SM54", null), Tokens.exercise("28", null, null));
        assertThat(found(client(bench.authority.clientOf(bench.software), as(other, "10C"))).getTotal()).isEqualTo(1);
        assertThat(found(client(bench.authority.clientOf(bench.software), as(other, "28C"))).getTotal()).isZero();
    }

    @Test
    @DisplayName("After its hour the token is refused: the software exchanges again, and Pro Santé Connect is asked again")
    void anHour() {
        String token = Exchanges.token(bench.byCertificate(Bench.asking(bench.connect.login(Bench.doctor(DOCTOR)))));
        IGenericClient client = client(bench.authority.clientOf(bench.software), token);
        assertThat(found(client).getTotal()).isNotNegative();
        try (TestClock.Moved later = bench.server.clock().moved(Duration.ofMinutes(61))) {
            assertThatThrownBy(() -> found(client)).isInstanceOf(AuthenticationException.class);
        }
    }

    @Test
    @DisplayName("A professional whom nobody authorised is refused, whatever the software")
    void stranger() {
        String token = Exchanges.token(bench.byCertificate(Bench.asking(bench.connect.login(Bench.doctor("810000000924")))));
        assertThatThrownBy(() -> found(client(bench.authority.clientOf(bench.software), token))).isInstanceOf(ForbiddenOperationException.class);
    }

    private void walk(IGenericClient client) {
        String id = client.create().resource(Documents.simplified(record, "11488-4")).execute().getId().getIdPart();
        assertThat(found(client).getEntry()).anyMatch(entry -> entry.getResource().getIdElement().getIdPart().equals(id));
        assertThat(client.read().resource(DocumentReference.class).withId(id).execute().getType().getCodingFirstRep().getCode()).isEqualTo("11488-4");
    }

    private Bundle found(IGenericClient client) {
        return client.search().forResource(DocumentReference.class).where(new TokenClientParam("patient.identifier").exactly().systemAndIdentifier(Records.INS, record.ins()))
                .returnBundle(Bundle.class).execute();
    }

    private String as(Map<String, Object> professional, String situation) {
        Map<String, String> asking = Bench.asking(bench.connect.login(professional));
        asking.putAll(Map.of("actor_token", Bench.plain(Bench.actor(situation).build()), "actor_token_type", Bench.JWT));
        return Exchanges.token(bench.byCertificate(asking));
    }

    private IGenericClient client(SSLContext tls, String token) {
        FhirContext fhir = FhirContext.forR4();
        fhir.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        fhir.getRestfulClientFactory().setHttpClient(HttpClients.custom().setSSLContext(tls).build());
        IGenericClient client = fhir.newRestfulGenericClient(bench.server.api().base());
        client.registerInterceptor(new BearerTokenAuthInterceptor(token));
        return client;
    }
}
