package fr.carnet.enforcement.support;

import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.BreakGlassChoices;
import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.PurposeConsent;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.RecordState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The record column: phrases separated by {@code ;}. An adult's open record, unless they say otherwise.
 *
 * <pre>
 * notified | opposed | closed | erased           born 2008-02-29
 * [actor] authorised [instant/instant]           [actor] blocked           [actor] attending
 * [actor] opposed to deposits        session        break-glass opposed        call centre opposed        masked allowed
 * [elsewhere] consented purpose [masked too] [for type] [read|write only] [by parent] [from instant] [until instant]
 * [another] parent | guardian | caregiver [from day] [until day]           deposited here
 * </pre>
 * where actor is colleague, stranger, structure, elsewhere or namesake (a structure with the caller's number); the caller when left out.
 */
final class RecordWords {

    private static final Pattern CHOICE = Pattern.compile("(?:(\\w+) )?(authorised|blocked|attending|opposed to deposits)(?: (\\S+)/(\\S+))?");
    private static final Pattern PURPOSE = Pattern.compile("(?:(elsewhere) )?consented (\\w+)( masked too)?(?: for ([A-Z]\\w+))?(?: (read|write) only)?( by parent)?(?: from (\\S+))?(?: until (\\S+))?");
    private static final Pattern DELEGATION = Pattern.compile("(another )?(parent|guardian|caregiver)(?: from (\\S+))?(?: until (\\S+))?");
    private static final Set<String> EMERGENCY = Set.of("session", "break-glass opposed", "call centre opposed", "masked allowed");
    private static final Map<String, ActorId> ACTORS = Map.of("", Cast.PROFESSIONAL, "colleague", Cast.COLLEAGUE, "stranger", Cast.STRANGER,
            "structure", Cast.STRUCTURE, "elsewhere", Cast.ELSEWHERE, "namesake", ActorId.structure(Cast.PROFESSIONAL.value()));

    private final List<Authorisation> authorisations = new ArrayList<>();
    private final Set<ActorId> blocked = new HashSet<>();
    private final Set<ActorId> attending = new HashSet<>();
    private final Set<ActorId> depositsOpposed = new HashSet<>();
    private final List<Delegation> delegations = new ArrayList<>();
    private final List<PurposeConsent> purposes = new ArrayList<>();
    private RecordState state = RecordState.OPEN;
    private LocalDate born = LocalDate.parse("1980-05-01");
    private boolean hasDeposited;
    private boolean session;
    private boolean callCentre = true;
    private boolean breakGlass = true;
    private boolean masked;

    private RecordWords() {
    }

    static RecordWords read(String cell) {
        RecordWords words = new RecordWords();
        for (String phrase : cell.split(";")) {
            words.add(phrase.trim());
        }
        return words;
    }

    RecordPolicy policy() {
        return new RecordPolicy(Cast.PATIENT, state, born, authorisations, blocked, attending, depositsOpposed,
                new BreakGlassChoices(callCentre, breakGlass, masked), delegations, purposes, false);
    }

    boolean hasSession() {
        return session;
    }

    boolean hasDeposited() {
        return hasDeposited;
    }

    private void add(String phrase) {
        Matcher choice = CHOICE.matcher(phrase);
        Matcher delegation = DELEGATION.matcher(phrase);
        Matcher purpose = PURPOSE.matcher(phrase);
        if (purpose.matches()) {
            purposes.add(consent(purpose));
        } else if (choice.matches()) {
            choose(choice);
        } else if (delegation.matches()) {
            delegations.add(new Delegation(delegation.group(1) == null ? Cast.RELATED_PERSON : "related-2",
                    Delegation.Kind.valueOf(delegation.group(2).toUpperCase(Locale.ROOT)), day(delegation.group(3)), day(delegation.group(4))));
        } else if ("deposited here".equals(phrase)) {
            hasDeposited = true;
        } else if (EMERGENCY.contains(phrase)) {
            emergency(phrase);
        } else if (phrase.startsWith("born ")) {
            born = LocalDate.parse(phrase.substring(5));
        } else if (!phrase.isEmpty()) {
            state = RecordState.valueOf(phrase.toUpperCase(Locale.ROOT));
        }
    }

    private void emergency(String phrase) {
        switch (phrase) {
            case "session" -> session = true;
            case "break-glass opposed" -> breakGlass = false;
            case "call centre opposed" -> callCentre = false;
            default -> masked = true;
        }
    }

    private void choose(Matcher choice) {
        ActorId actor = Optional.ofNullable(ACTORS.get(choice.group(1) == null ? "" : choice.group(1)))
                .orElseThrow(() -> new IllegalArgumentException("no such actor: " + choice.group(1)));
        switch (choice.group(2)) {
            case "authorised" -> authorisations.add(choice.group(3) == null
                    ? new Authorisation(actor, Cast.NOW.minus(Duration.ofDays(30)), Cast.NOW.plus(Duration.ofDays(335)))
                    : new Authorisation(actor, Instant.parse(choice.group(3)), Instant.parse(choice.group(4))));
            case "blocked" -> blocked.add(actor);
            case "opposed to deposits" -> depositsOpposed.add(actor);
            default -> attending.add(actor);
        }
    }

    private static PurposeConsent consent(Matcher words) {
        return new PurposeConsent(words.group(1) == null ? Catalogue.OID : "urn:oid:1.2.250.1.999.2", words.group(2),
                words.group(4) == null ? Set.of() : Set.of(words.group(4)),
                words.group(5) == null ? Set.of() : Set.of(PurposeConsent.Direction.valueOf(words.group(5).toUpperCase(Locale.ROOT))), words.group(3) != null,
                words.group(6) == null ? Optional.empty() : Optional.of(Cast.RELATED_PERSON),
                words.group(7) == null ? Cast.NOW.minus(Duration.ofDays(30)) : Instant.parse(words.group(7)),
                Optional.ofNullable(words.group(8)).map(Instant::parse));
    }

    private static Optional<LocalDate> day(String text) {
        return Optional.ofNullable(text).map(LocalDate::parse);
    }
}
