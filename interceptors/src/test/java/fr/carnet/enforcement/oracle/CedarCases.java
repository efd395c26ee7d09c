package fr.carnet.enforcement.oracle;

import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.AppUse;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random cases as requests make them: what is read, added or changed is of the type asked for, who wrote something has deposited something, and
 * emergency modes are professionals'. The same seed makes the same cases.
 */
final class CedarCases {
    private final Dice dice;
    private final CedarRecords records;
    private final CedarEntries entries;

    CedarCases(long seed) {
        dice = new Dice(new SplittableRandom(seed));
        records = new CedarRecords(dice);
        entries = new CedarEntries(dice, records);
    }

    CedarCase next() {
        Caller caller = records.caller();
        Act act = act(caller);
        CedarEntry entry = switch (act) {
            case READ -> entries.stored(caller);
            case AMEND -> entries.amended(caller);
            case DEPOSIT -> entries.added(caller);
            default -> CedarEntry.none();
        };
        RecordPolicy record = records.record(caller);
        boolean party = entry.depositor().equals(caller) || sharesAnAuthor(entry, caller) || entry.recipients().stream().anyMatch(id -> isCaller(caller, id.value()));
        return new CedarCase(new AccessRequest(caller, act, data(act, entry), mode(caller, act), use(caller), dice.chance(40), party || dice.chance(30),
                dice.chance(50), dice.of(CedarRecords.INSTANTS)), record, entry);
    }

    private static boolean sharesAnAuthor(CedarEntry entry, Caller caller) {
        return entry.depositor().authorTokens().stream().anyMatch(caller.authorTokens()::contains);
    }

    private static boolean isCaller(Caller caller, String id) {
        return caller.identifier().equals(id);
    }

    private Act act(Caller caller) {
        if (caller instanceof Caller.App) {
            return dice.weighted(List.of(Act.READ, Act.DEPOSIT, Act.AMEND, dice.of(Act.values())), 10, 4, 4, 1);
        }
        return dice.weighted(List.of(Act.READ, Act.DEPOSIT, dice.of(Act.values())), 6, 2, 2);
    }

    /** A request reads or changes a whole type; what it adds has a code. */
    private static Set<DataCategory> data(Act act, CedarEntry entry) {
        return switch (act) {
            case READ, AMEND -> Set.of(DataCategory.of(entry.type()));
            case DEPOSIT -> Set.of(entry.category());
            default -> Set.of();
        };
    }

    private AccessMode mode(Caller caller, Act act) {
        return caller instanceof Caller.Professional && act == Act.READ ? dice.weighted(List.of(AccessMode.values()), 2, 1, 1) : AccessMode.NORMAL;
    }

    private Optional<AppUse> use(Caller caller) {
        return caller instanceof Caller.App && dice.chance(95)
                ? Optional.of(new AppUse(dice.weighted(List.of("P1", "P2", "P9"), 8, 3, 1), records.listing()))
                : Optional.empty();
    }
}
