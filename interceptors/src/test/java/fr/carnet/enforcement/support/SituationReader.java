package fr.carnet.enforcement.support;

import fr.carnet.enforcement.disclosure.AclStamp;
import fr.carnet.enforcement.disclosure.DocumentFacts;
import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Turns the words of a policy table into a question. A word it does not know is an error: a table never half means something. */
final class SituationReader {

    private static final String CONSENT_DECLARED = "declaring consent";

    private SituationReader() {
    }

    /**
     * @param caller   see {@link Cast#caller}
     * @param act      {@code read}, {@code deposit}, {@code manage sharing} ..., then a mode or {@code declaring consent}
     * @param at       instant, empty for {@link Cast#NOW}
     * @param record   see {@link RecordWords}
     * @param document {@code <type> [labels] [deleted] [by <depositor>]}, type {@code untyped} for none; empty when only the gate is asked
     */
    static Situation read(String caller, String act, String at, String record, String document) {
        Caller who = Cast.caller(caller);
        RecordWords facts = RecordWords.read(record);
        String what = act.replace(CONSENT_DECLARED, "").trim();
        Optional<AccessMode> mode = Arrays.stream(AccessMode.values()).filter(known -> what.endsWith(" " + known.code())).findFirst();
        String plain = mode.map(known -> what.substring(0, what.length() - known.code().length())).orElse(what).trim();
        AccessRequest request = new AccessRequest(who, Act.valueOf(plain.toUpperCase(Locale.ROOT).replace(' ', '_')), mode.orElse(AccessMode.NORMAL),
                act.contains(CONSENT_DECLARED), facts.hasDeposited(), facts.hasSession(), at.isEmpty() ? Cast.NOW : Instant.parse(at));
        return new Situation(request, facts.policy(), document.isEmpty() ? Optional.empty() : Optional.of(stamp(document, who)));
    }

    private static Set<AclToken> stamp(String document, Caller caller) {
        Iterator<String> words = List.of(document.split(" +")).iterator();
        String type = words.next();
        Set<Visibility> labels = EnumSet.noneOf(Visibility.class);
        boolean deleted = false;
        String depositor = "stranger";
        while (words.hasNext()) {
            String word = words.next();
            if ("by".equals(word)) {
                depositor = words.next();
            } else if ("deleted".equals(word)) {
                deleted = true;
            } else {
                labels.add(Visibility.valueOf(word));
            }
        }
        DocumentFacts facts = new DocumentFacts("untyped".equals(type) ? Optional.empty() : Optional.of(type), labels, deleted);
        return AclStamp.ofDocument(facts, Cast.authors(depositor, caller));
    }
}
