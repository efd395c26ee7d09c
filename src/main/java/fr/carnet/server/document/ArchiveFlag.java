package fr.carnet.server.document;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.hapi.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;

/**
 * isArchived after a change (PDSm 2.5). Software that takes an absent flag for "no" adds one; the server has written it already. One stays: the one
 * that was added.
 */
final class ArchiveFlag {

    private ArchiveFlag() {
    }

    /**
     * Leaves one flag in the changed document, or none.
     *
     * @param before the document as stored
     * @param after  the document as asked for
     */
    static void settle(DocumentReference before, DocumentReference after) {
        List<Boolean> flags = flags(after);
        if (flags.size() < 2) {
            return;
        }
        List<Boolean> added = new ArrayList<>(flags);
        flags(before).forEach(added::remove);
        if (added.stream().distinct().count() != 1) {
            throw Refusal.rule("DocumentReference.extension", "archive-form");
        }
        after.getExtension().removeIf(extension -> Canonical.IS_ARCHIVED.equals(extension.getUrl()));
        after.addExtension(Canonical.IS_ARCHIVED, new BooleanType(added.get(0)));
    }

    private static List<Boolean> flags(DocumentReference document) {
        return document.getExtensionsByUrl(Canonical.IS_ARCHIVED).stream().map(ArchiveFlag::flag).toList();
    }

    private static Boolean flag(Extension extension) {
        if (extension.getValue() instanceof BooleanType flag && flag.hasValue()) {
            return flag.getValue();
        }
        throw Refusal.rule("DocumentReference.extension", "archive-form");
    }
}
