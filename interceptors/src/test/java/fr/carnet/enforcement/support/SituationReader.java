package fr.carnet.enforcement.support;

import fr.carnet.enforcement.compartment.EntryFacts;
import fr.carnet.enforcement.compartment.EntryStamp;
import fr.carnet.enforcement.disclosure.AclStamp;
import fr.carnet.enforcement.disclosure.DocumentFacts;
import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.AppUse;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.DataCategory;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the words of a policy table into a question. A word it does not know is an error: a table never half means something. */
final class SituationReader {

    private static final Pattern ACT = Pattern.compile("([a-z ]+?)(?: ([A-Z][A-Za-z]+(?:\\.[\\w-]+)?))?(?: (normal|bris_de_glace|centre_15))?( declaring consent)?"
            + "(?: under (\\w+)(?: (offline|unlisted|misfiled))?)?");

    private SituationReader() {
    }

    /**
     * @param caller   see {@link Cast#caller}
     * @param act      {@code read}, {@code deposit}, {@code manage sharing} ..., then what (documents when left out), a mode,
     *                 {@code declaring consent}, {@code under <purpose> [offline|unlisted|misfiled]}
     * @param at       instant, empty for {@link Cast#NOW}
     * @param record   see {@link RecordWords}
     * @param document {@code <type> [labels] [deleted] [by <depositor>]}, type {@code untyped} for none; another FHIR type for an entry, with its
     *                 measure after a dot, {@code to-caller} or {@code managed}; empty when only the gate is asked
     */
    static Situation read(String caller, String act, String at, String record, String document) {
        Caller who = Cast.caller(caller);
        RecordWords facts = RecordWords.read(record);
        Matcher words = ACT.matcher(act);
        if (!words.matches()) {
            throw new IllegalArgumentException("no such act: " + act);
        }
        Optional<AppUse> use = Optional.ofNullable(words.group(5)).map(purpose -> words.group(6) == null ? Catalogue.under(purpose)
                : new AppUse(purpose, Catalogue.listings().get(words.group(6))));
        AccessRequest request = new AccessRequest(who, Act.valueOf(words.group(1).toUpperCase(Locale.ROOT).replace(' ', '_')),
                words.group(2) == null ? Asking.DOCUMENTS : Set.of(category(words.group(2))),
                words.group(3) == null ? AccessMode.NORMAL : AccessMode.of(words.group(3)).orElseThrow(), use, words.group(4) != null,
                facts.hasDeposited(), facts.hasSession(), at.isEmpty() ? Cast.NOW : Instant.parse(at));
        return new Situation(request, facts.policy(), document.isEmpty() ? Optional.empty() : Optional.of(stamp(document, who)));
    }

    private static DataCategory category(String words) {
        String[] parts = words.split("\\.", 2);
        return parts.length == 2 ? new DataCategory(parts[0], parts[1]) : DataCategory.of(words);
    }

    private static Set<AclToken> stamp(String document, Caller caller) {
        Iterator<String> words = List.of(document.split(" +")).iterator();
        String type = words.next();
        Set<Visibility> labels = EnumSet.noneOf(Visibility.class);
        boolean deleted = false;
        String depositor = "stranger";
        boolean addressed = false;
        boolean managed = false;
        while (words.hasNext()) {
            String word = words.next();
            if ("by".equals(word)) {
                depositor = words.next();
            } else if ("deleted".equals(word)) {
                deleted = true;
            } else if ("managed".equals(word)) {
                managed = true;
            } else if ("to-caller".equals(word)) {
                addressed = true;
            } else {
                labels.add(Visibility.valueOf(word));
            }
        }
        Set<AclToken> authors = Cast.authors(depositor, caller);
        String fhirType = Arrays.asList(type.split("\\.")).get(0);
        if (Rules.types().find(fhirType).isPresent()) {
            EntryFacts facts = new EntryFacts(category(type), deleted, managed, Set.of(), addressed ? Set.of(Cast.PROFESSIONAL) : Set.of());
            return EntryStamp.of(Rules.types().find(fhirType).orElseThrow(), facts, authors);
        }
        DocumentFacts facts = new DocumentFacts("untyped".equals(type) ? Optional.empty() : Optional.of(type), labels, deleted);
        return AclStamp.ofDocument(facts, authors);
    }
}
