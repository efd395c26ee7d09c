package fr.carnet.server.notice;

import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.server.storage.Notices.Notice;
import java.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What notices say, from {@code notices_*.properties}: {0} is the French date and time of the act, the others what the notice quotes. */
final class NoticeTexts {

    private static final ResourceBundle.Control NO_FALLBACK = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private NoticeTexts() {
    }

    /** @return the notice in a language that there are texts in */
    static String of(Notice notice, Locale language) {
        ResourceBundle texts = ResourceBundle.getBundle("fr.carnet.server.notice.notices", language, NO_FALLBACK);
        List<String> arguments = new ArrayList<>(notice.words());
        arguments.add(0, DateTimeFormatter.ofPattern(texts.getString("instant"), language).format(notice.at().atZone(RecordPolicy.FRANCE)));
        return new MessageFormat(texts.getString(notice.kind().text()), language).format(arguments.toArray());
    }
}
