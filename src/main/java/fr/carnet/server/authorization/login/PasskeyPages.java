package fr.carnet.server.authorization.login;

import fr.carnet.enforcement.policy.RecordPolicy;
import java.security.Principal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of a person's passkeys. */
@Controller
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class PasskeyPages {

    private final PasskeyOperations passkeys;

    PasskeyPages(PasskeyOperations passkeys) {
        this.passkeys = passkeys;
    }

    /**
     * A passkey as the page lists it.
     *
     * @param id      credential id
     * @param label   what its person calls it
     * @param created since when it is known
     * @param used    when it was last used
     */
    record Listed(String id, String label, String created, Optional<String> used) {
    }

    @GetMapping("/login/passkeys")
    String passkeys(Principal person, Locale locale, Model model) {
        model.addAttribute("passkeys", passkeys.of(person.getName()).stream().map(passkey -> new Listed(passkey.getCredentialId().toBase64UrlString(), passkey.getLabel(),
                day(passkey.getCreated(), locale), Optional.ofNullable(passkey.getLastUsed()).map(used -> day(used, locale)))).toList());
        model.addAttribute("most", PasskeyOperations.MOST);
        return "passkeys";
    }

    @PostMapping("/login/passkeys/remove")
    String remove(Principal person, @RequestParam(defaultValue = "") String id) {
        passkeys.remove(person.getName(), id);
        return "redirect:/login/passkeys";
    }

    private static String day(Instant instant, Locale locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(LocalDate.ofInstant(instant, RecordPolicy.FRANCE));
    }
}
