package fr.carnet.server.authorization.page;

import fr.carnet.server.storage.Profiles.Kind;
import fr.carnet.server.storage.Profiles.Profile;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** "My connected services" ({@code management_endpoint} of SMART App Launch 2.2): what is connected to a record, what each may do, what it did. */
@Controller
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class ServicesPage {

    private final People people;
    private final OwnCalls calls;
    private final ConnectedServices services;
    private final CallHistory history;
    private final ReturnLinks links;
    private final Words words;

    ServicesPage(People people, OwnCalls calls, ConnectedServices services, CallHistory history, ReturnLinks links, Words words) {
        this.people = people;
        this.calls = calls;
        this.services = services;
        this.history = history;
        this.links = links;
        this.words = words;
    }

    @GetMapping("/consents")
    String all(@RequestParam Optional<String> patient, Principal principal, Model model) {
        Person person = people.of(principal);
        Optional<Profile> meant = person.meant(patient);
        if (meant.isEmpty()) {
            return choice(person, "/consents", Optional.empty(), model);
        }
        show(person, meant.get(), model);
        model.addAttribute("services", calls.as(person.account(), meant.get(), words.locale(), record -> services.of(record, meant.get())));
        return "page/services";
    }

    @GetMapping("/consents/{client}")
    String one(@PathVariable String client, @RequestParam Optional<String> patient, @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "return") Optional<String> back, Principal principal, Model model) {
        Person person = people.of(principal);
        Optional<String> link = links.of(client, back);
        Optional<Profile> meant = person.meant(patient);
        if (meant.isEmpty()) {
            return choice(person, "/consents/" + client, link, model);
        }
        show(person, meant.get(), model);
        calls.as(person.account(), meant.get(), words.locale(), record -> {
            ConnectedService service = services.one(record, meant.get(), client).orElseThrow(PageNotFoundException::new);
            Map<String, String> labels = service.app().purposes().stream().collect(Collectors.toMap(PurposeLine::code, PurposeLine::label));
            return model.addAttribute("service", service).addAttribute("history", history.page(record, client, page, labels));
        });
        model.addAttribute("back", link.orElse(null));
        return "page/service";
    }

    private static void show(Person person, Profile profile, Model model) {
        model.addAttribute("profile", profile);
        model.addAttribute("several", person.profiles().size() > 1);
        // A caregiver sees and manages nothing (ACCESS-RULES 5); the endpoint would refuse, the page does not offer it.
        model.addAttribute("manages", profile.kind() != Kind.CARED_FOR);
        model.addAttribute("back", null);
    }

    private static String choice(Person person, String action, Optional<String> back, Model model) {
        model.addAttribute("profiles", person.profiles());
        model.addAttribute("action", action);
        model.addAttribute("back", back.orElse(null));
        return person.profiles().isEmpty() ? "page/no-record" : "page/services-profiles";
    }
}
