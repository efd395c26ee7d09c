package fr.carnet.server.validation;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The moments of one resource in the order of time, each with a day of its own to stand for it. Rules compare moments with one another, never with a
 * constant: who keeps the order keeps the verdict. Where the hands of the clocks say another order than time does, because zones differ, there is none.
 */
final class Moments {

    private static final Pattern FORM = Pattern.compile("(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])");
    private static final int MOST = 28;

    private final Map<String, String> standIns;

    private Moments(Map<String, String> standIns) {
        this.standIns = standIns;
    }

    /** @return the moments; those of which one is no moment, or that have no one order, have no stand-ins */
    static Moments of(List<String> texts) {
        Map<OffsetDateTime, List<String>> inOrder = new TreeMap<>(OffsetDateTime.timeLineOrder());
        try {
            for (String text : texts) {
                if (!FORM.matcher(text).matches()) {
                    return new Moments(Map.of());
                }
                inOrder.computeIfAbsent(OffsetDateTime.parse(text), first -> new ArrayList<>()).add(text);
            }
        } catch (DateTimeException noMoment) {
            return new Moments(Map.of());
        }
        return inOrder.size() <= MOST && isOneOrder(inOrder) ? new Moments(standIns(inOrder)) : new Moments(Map.of());
    }

    /** @return what stands for a moment; null when it has none */
    @Nullable String standIn(String text) {
        return standIns.get(text);
    }

    private static boolean isOneOrder(Map<OffsetDateTime, List<String>> inOrder) {
        OffsetDateTime last = null;
        for (Map.Entry<OffsetDateTime, List<String>> same : inOrder.entrySet()) {
            OffsetDateTime moment = same.getKey();
            boolean oneClock = same.getValue().stream().allMatch(text -> OffsetDateTime.parse(text).toLocalDateTime().equals(moment.toLocalDateTime()));
            if (!oneClock || last != null && !last.toLocalDateTime().isBefore(moment.toLocalDateTime())) {
                return false;
            }
            last = moment;
        }
        return true;
    }

    private static Map<String, String> standIns(Map<OffsetDateTime, List<String>> inOrder) {
        Map<String, String> standIns = new TreeMap<>();
        int day = 1;
        for (List<String> same : inOrder.values()) {
            for (String text : same) {
                Matcher form = FORM.matcher(text);
                form.matches();
                String fraction = form.group(1) == null ? "" : "." + "0".repeat(form.group(1).length() - 1);
                standIns.put(text, "2001-01-%02dT12:00:00%s%s".formatted(day, fraction, form.group(2)));
            }
            day++;
        }
        return standIns;
    }
}
