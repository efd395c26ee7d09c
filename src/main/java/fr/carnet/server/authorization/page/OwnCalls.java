package fr.carnet.server.authorization.page;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.server.authorization.login.Account;
import fr.carnet.server.authorization.token.PersonTokens;
import fr.carnet.server.config.OwnCallSettings;
import fr.carnet.server.storage.Profiles.Profile;
import java.net.http.HttpClient;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * The pages' way into a record: over HTTP, as the person. A request for a page gets all its calls or none: its turn lasts until it is answered. Each
 * turn takes two of the server's threads, one to ask and one to answer, so that turns are few and waiting is short: pages never take all threads.
 */
@PagePart
class OwnCalls {

    private final OwnEndpoint endpoint;
    private final PersonTokens tokens;
    private final FhirContext fhir;
    private final OwnCallSettings settings;
    private final RestClient http;
    private final Semaphore turns;
    private final Semaphore room;

    OwnCalls(OwnEndpoint endpoint, PersonTokens tokens, FhirContext fhir, OwnCallSettings settings) {
        this.endpoint = endpoint;
        this.tokens = tokens;
        this.fhir = fhir;
        this.settings = settings;
        this.turns = new Semaphore(settings.atOnce(), true);
        this.room = new Semaphore(2 * settings.atOnce());
        // HTTP/1.1: the offer to change to HTTP/2 is a header that a client of this endpoint has no need of.
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(settings.connectTimeout()).build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(settings.readTimeout());
        this.http = RestClient.builder().requestFactory(requests).build();
    }

    /**
     * @param account who asks
     * @param profile for which record; live, of this account
     * @param locale  language of what the endpoint says
     * @param calls   what to ask
     * @throws RecordRefusedException when the endpoint refuses or does not answer, or there is no turn to be had
     */
    <T> T as(Account account, Profile profile, Locale locale, Function<RecordSession, T> calls) {
        if (!room.tryAcquire()) {
            throw RecordRefusedException.busy();
        }
        try {
            if (!turns.tryAcquire(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw RecordRefusedException.busy();
            }
            try {
                return calls.apply(new RecordSession(http, fhir, endpoint.base(), tokens.tokenFor(account, profile), profile.patientId(), locale));
            } finally {
                turns.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw RecordRefusedException.unanswered(stopped);
        } finally {
            room.release();
        }
    }
}
