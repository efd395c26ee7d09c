package fr.carnet.server.authorization.page;

import fr.carnet.server.authorization.token.Pairings;
import fr.carnet.server.storage.AppClients.AppClient;
import fr.carnet.server.storage.AppClients;
import fr.carnet.server.storage.Profiles.Kind;
import fr.carnet.server.storage.Profiles.Profile;
import java.security.Principal;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a person changes on the page of a connected service. Each change may be sent twice: the second one finds nothing to do. */
@Controller
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class ServiceChoices {

    private static final String DISCONNECTED = "disconnected";
    private static final int FORBIDDEN = 403;

    private final People people;
    private final OwnCalls calls;
    private final PurposeConsents consents;
    private final AppClients catalogue;
    private final Pairings pairings;
    private final ReturnLinks links;
    private final Words words;

    ServiceChoices(People people, OwnCalls calls, PurposeConsents consents, AppClients catalogue, Pairings pairings, ReturnLinks links, Words words) {
        this.people = people;
        this.calls = calls;
        this.consents = consents;
        this.catalogue = catalogue;
        this.pairings = pairings;
        this.links = links;
        this.words = words;
    }

    /** Gives a purpose, confirms it after majority, or gives it anew with or without masked documents. */
    @PostMapping("/consents/{client}/give")
    String give(@PathVariable String client, @RequestParam String patient, @RequestParam String purpose, @RequestParam(defaultValue = "false") boolean masked,
            @RequestParam(name = "return") Optional<String> back, Principal principal, RedirectAttributes redirect) {
        AppClient app = catalogue.find(client).orElseThrow(PageNotFoundException::new);
        change(principal, patient, (record, profile) -> consents.give(record, app.oid(), purpose, masked));
        return shown(client, patient, back, "services.done.given", redirect);
    }

    /** Withdraws one purpose. */
    @PostMapping("/consents/{client}/withdraw")
    String withdraw(@PathVariable String client, @RequestParam String patient, @RequestParam String purpose, @RequestParam(name = "return") Optional<String> back,
            Principal principal, RedirectAttributes redirect) {
        change(principal, patient, (record, profile) -> consents.withdraw(record, oid(client), purpose));
        return shown(client, patient, back, "services.done.withdrawn", redirect);
    }

    /** Withdraws every purpose, then ends every pairing: whatever happens in between, the app may do less than before, never more. */
    @PostMapping("/consents/{client}/disconnect")
    String disconnect(@PathVariable String client, @RequestParam String patient, @RequestParam(name = "return") Optional<String> back, Principal principal,
            RedirectAttributes redirect) {
        change(principal, patient, (record, profile) -> {
            consents.withdrawAll(record, oid(client));
            return pairings.endAll(profile.patientId(), client, DISCONNECTED);
        });
        return shown(client, patient, back, "services.done.disconnected", redirect);
    }

    private <T> void change(Principal principal, String patient, BiFunction<RecordSession, Profile, T> change) {
        Person person = people.of(principal);
        Profile profile = person.named(patient);
        if (profile.kind() == Kind.CARED_FOR) {
            throw RecordRefusedException.answered(FORBIDDEN, words.of("caregiver.services"));
        }
        calls.as(person.account(), profile, words.locale(), record -> change.apply(record, profile));
    }

    /** A service that the catalogue lists no more is named by the OID that its consents name. */
    private String oid(String client) {
        return catalogue.find(client).map(AppClient::oid).orElse(client);
    }

    private String shown(String client, String patient, Optional<String> back, String done, RedirectAttributes redirect) {
        redirect.addFlashAttribute("done", done);
        redirect.addAttribute("client", client);
        redirect.addAttribute("patient", patient);
        links.of(client, back).ifPresent(link -> redirect.addAttribute("return", link));
        return "redirect:/consents/{client}";
    }
}
