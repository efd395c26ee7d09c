package fr.carnet.server.authorization.client;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long an answer may be kept (RFC 9111): as its Cache-Control says, five minutes at most, and when it says nothing. */
final class KeepingTime {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Pattern NOT_AT_ALL = Pattern.compile("\\bno-(store|cache)\\b");
    private static final Pattern AGE = Pattern.compile("\\bmax-age\\s*=\\s*\"?(\\d{1,9})");

    private KeepingTime() {
    }

    static Duration of(String cacheControl) {
        String said = cacheControl.toLowerCase(Locale.ROOT);
        if (NOT_AT_ALL.matcher(said).find()) {
            return Duration.ZERO;
        }
        Matcher age = AGE.matcher(said);
        Duration kept = age.find() ? Duration.ofSeconds(Long.parseLong(age.group(1))) : LONGEST;
        return kept.compareTo(LONGEST) < 0 ? kept : LONGEST;
    }
}
