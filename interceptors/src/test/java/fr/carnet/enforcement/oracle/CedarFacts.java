package fr.carnet.enforcement.oracle;

import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.CedarMap;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.PurposeConsent;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The context of a question to Cedar: facts as they are, nothing decided. */
final class CedarFacts {
    private CedarFacts() {
    }

    /**
     * Authorisations are professionals', delegations representatives', consents apps': no policy knows anybody else's.
     *
     * @return one context for each authorisation, delegation and consent that the caller could rely on; one alone when there is none
     */
    static List<Map<String, Value>> of(AccessRequest request, RecordPolicy record) {
        List<Map<String, Value>> contexts = List.of(facts(request, record));
        if (request.caller() instanceof Caller.Professional) {
            return with("authorisation", record.authorisations().stream().map(CedarFacts::authorisation).toList(), contexts);
        }
        if (request.caller() instanceof Caller.Representative || request.caller() instanceof Caller.App app && app.relatedPersonId().isPresent()) {
            contexts = with("delegation", record.delegations().stream().map(CedarFacts::delegation).toList(), contexts);
        }
        return request.caller() instanceof Caller.App ? with("consent", record.purposes().stream().map(consent -> consent(consent, record)).toList(), contexts)
                : contexts;
    }

    private static List<Map<String, Value>> with(String name, List<CedarMap> candidates, List<Map<String, Value>> contexts) {
        if (candidates.isEmpty()) {
            return contexts;
        }
        List<Map<String, Value>> all = new ArrayList<>();
        for (Map<String, Value> context : contexts) {
            for (CedarMap candidate : candidates) {
                Map<String, Value> one = new HashMap<>(context);
                one.put(name, candidate);
                all.add(one);
            }
        }
        return all;
    }

    private static Map<String, Value> facts(AccessRequest request, RecordPolicy record) {
        Map<String, Value> facts = new HashMap<>();
        facts.put("now", instant(request.at()));
        facts.put("today", new PrimLong(dayInFrance(request.at()).toEpochDay()));
        facts.put("mode", new PrimString(request.mode().code()));
        facts.put("session", new PrimBool(request.emergencySession()));
        facts.put("consentDeclared", new PrimBool(request.consentDeclared()));
        facts.put("record", map(Map.of("id", new PrimString(record.patientId()), "state", new PrimString(record.state().name().toLowerCase(Locale.ROOT)),
                "minor", new PrimBool(isMinor(record, request.at())), "blocked", texts(record.blocked().stream().map(CedarIds::of).toList()),
                "attending", texts(record.attendingDoctors().stream().map(CedarIds::of).toList()),
                "noDeposits", texts(record.depositOppositions().stream().map(CedarIds::of).toList()),
                "callCentre", new PrimBool(record.emergency().callCentre()), "breakGlass", new PrimBool(record.emergency().breakGlass()),
                "maskedInEmergency", new PrimBool(record.emergency().masked()))));
        request.use().ifPresent(use -> {
            facts.put("purpose", new PrimString(use.purpose()));
            use.app().ifPresent(app -> facts.put("listing", CedarIds.listing(app)));
        });
        return facts;
    }

    private static CedarMap authorisation(Authorisation given) {
        return map(Map.of("actor", new PrimString(CedarIds.of(given.actor())), "from", instant(given.from()), "until", instant(given.until())));
    }

    private static CedarMap delegation(Delegation given) {
        CedarMap facts = map(Map.of("person", new PrimString("RelatedPerson|" + given.relatedPersonId()),
                "kind", new PrimString(given.kind().name().toLowerCase(Locale.ROOT))));
        given.from().ifPresent(day -> facts.put("from", new PrimLong(day.toEpochDay())));
        given.until().ifPresent(day -> facts.put("until", new PrimLong(day.toEpochDay())));
        return facts;
    }

    private static CedarMap consent(PurposeConsent given, RecordPolicy record) {
        CedarMap facts = map(Map.of("oid", new PrimString(given.oid()), "purpose", new PrimString(given.purpose()), "types", texts(given.types()),
                "directions", texts(given.directions().stream().map(way -> way.name().toLowerCase(Locale.ROOT)).toList()), "masked", new PrimBool(given.maskedToo()),
                "byRepresentative", new PrimBool(given.representative().isPresent()), "givenInMinority", new PrimBool(isMinor(record, given.from())),
                "from", instant(given.from())));
        given.until().ifPresent(until -> facts.put("until", instant(until)));
        return facts;
    }

    /** Of age on the eighteenth birthday; who was born on 29 February, on the last day of that month. */
    private static boolean isMinor(RecordPolicy record, Instant at) {
        LocalDate born = record.birthDate();
        YearMonth month = YearMonth.of(born.getYear() + 18, born.getMonth());
        return dayInFrance(at).toEpochDay() < month.atDay(Math.min(born.getDayOfMonth(), month.lengthOfMonth())).toEpochDay();
    }

    private static LocalDate dayInFrance(Instant at) {
        return at.atZone(ZoneId.of("Europe/Paris")).toLocalDate();
    }

    private static PrimLong instant(Instant at) {
        return new PrimLong(at.toEpochMilli());
    }

    static CedarMap map(Map<String, Value> entries) {
        return new CedarMap(new HashMap<>(entries));
    }

    static CedarList texts(Collection<String> values) {
        return new CedarList(values.stream().<Value>map(PrimString::new).toList());
    }

    /** @return the text, or the empty one */
    static PrimString text(Optional<String> value) {
        return new PrimString(value.orElse(""));
    }
}
