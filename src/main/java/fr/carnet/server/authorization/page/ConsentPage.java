package fr.carnet.server.authorization.page;

import fr.carnet.server.storage.AppClients.AppClient;
import fr.carnet.server.storage.AppClients;
import fr.carnet.server.storage.Profiles.Kind;
import fr.carnet.server.storage.Profiles.Profile;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page between login and app (SMART App Launch 2.2, ACCESS-RULES 5 and 6): for whose record, which purposes, which permissions. What is shown is what
 * the authorization server keeps of the launch; what is answered goes to it.
 */
@Controller
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class ConsentPage {

    private static final String CONTENT = "default-src 'none'; style-src 'self'; img-src 'self' data: https:; form-action 'self' %s; frame-ancestors 'none'; base-uri 'none'";

    private final AskedLaunch.Waiting launches;
    private final People people;
    private final AppClients catalogue;
    private final ConnectedServices services;
    private final ScopeWords scopes;
    private final OwnCalls calls;
    private final Words words;

    ConsentPage(AskedLaunch.Waiting launches, People people, AppClients catalogue, ConnectedServices services, ScopeWords scopes, OwnCalls calls, Words words) {
        this.launches = launches;
        this.people = people;
        this.catalogue = catalogue;
        this.services = services;
        this.scopes = scopes;
        this.calls = calls;
        this.words = words;
    }

    @GetMapping("/consent")
    String consent(@RequestParam(name = "client_id") String clientId, @RequestParam String state, @RequestParam Optional<String> patient, Principal principal, Model model,
            HttpServletResponse response) {
        Person person = people.of(principal);
        AskedLaunch launch = launches.find(state, clientId, principal.getName()).orElseThrow(PageNotFoundException::new);
        response.setHeader("Content-Security-Policy", CONTENT.formatted(launch.formTarget()));
        Optional<AppClient> listed = catalogue.find(clientId);
        model.addAttribute("clientId", clientId);
        model.addAttribute("state", state);
        model.addAttribute("scope", String.join(" ", launch.scopes()));
        model.addAttribute("app", listed.map(app -> words.own(app.name())).orElseGet(() -> launch.client().getClientName()));
        if (person.profiles().isEmpty()) {
            return "page/no-record";
        }
        Optional<Profile> meant = person.meant(patient);
        if (meant.isEmpty()) {
            model.addAttribute("profiles", person.profiles());
            return "page/profiles";
        }
        model.addAttribute("profile", meant.get());
        // The holder's own application is no third party: a caregiver sees by it what the rules let him see.
        if (meant.get().kind() == Kind.CARED_FOR && listed.isPresent()) {
            return "page/caregiver";
        }
        model.addAttribute("card", listed.map(app -> calls.as(person.account(), meant.get(), words.locale(), record -> services.launching(record, meant.get(), app)))
                .orElseGet(() -> services.unlisted(clientId)));
        model.addAttribute("scopes", scopes.of(launch.scopes()));
        return "page/consent";
    }
}
