package fr.carnet.server.authorization.page;

import java.util.List;

/**
 * One technical permission as a person may give it or not.
 *
 * @param value    scope, as it is sent
 * @param words    what it allows
 * @param note     what should be known before giving it, empty for nothing
 * @param always   whether it comes with any other one: to be told, not to be chosen
 * @param narrower what may be given in its place
 */
record ScopeLine(String value, String words, String note, boolean always, List<ScopeLine> narrower) {
    ScopeLine {
        narrower = List.copyOf(narrower);
    }
}
