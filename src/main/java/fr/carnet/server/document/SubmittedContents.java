package fr.carnet.server.document;

import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.springframework.stereotype.Component;

/**
 * The contents of a transaction's documents (MHD ITI-65): every document has one, inline, in exactly one Binary entry, or in exactly one entry that is a
 * FHIR document; every such entry belongs to exactly one document.
 */
@Component
class SubmittedContents {

    private final ContentIntake intake;

    SubmittedContents(ContentIntake intake) {
        this.intake = intake;
    }

    /**
     * A document's content, checked.
     *
     * @param content the content
     * @param entry   the entry that carried it; empty when it stood in the document
     */
    record Submitted(CheckedContent content, Optional<BundleEntryComponent> entry) {
    }

    /** @return content of each entry that is a document */
    Map<BundleEntryComponent, Submitted> match(Bundle submission, Caller caller) {
        Map<String, BundleEntryComponent> carriers = new HashMap<>();
        submission.getEntry().stream().filter(SubmittedContents::isContent).forEach(entry -> carriers.put(String.valueOf(entry.getFullUrl()), entry));
        Map<BundleEntryComponent, Submitted> contents = new HashMap<>();
        Map<BundleEntryComponent, BundleEntryComponent> users = new HashMap<>();
        for (BundleEntryComponent entry : submission.getEntry()) {
            if (entry.getResource() instanceof DocumentReference document) {
                Submitted submitted = content(document.getContentFirstRep().getAttachment(), carriers, users, entry, caller);
                contents.put(entry, submitted);
            }
        }
        for (int i = 0; i < submission.getEntry().size(); i++) {
            if (isContent(submission.getEntry().get(i)) && !users.containsKey(submission.getEntry().get(i))) {
                throw Refusal.rule("Bundle.entry[" + i + "]", "content-unused", i);
            }
        }
        if (contents.values().stream().mapToLong(submitted -> submitted.content().bytes().length).sum() > intake.transactionLimit()) {
            throw Refusal.of(Answer.TOO_LARGE);
        }
        return contents;
    }

    private Submitted content(Attachment attachment, Map<String, BundleEntryComponent> carriers, Map<BundleEntryComponent, BundleEntryComponent> users,
            BundleEntryComponent user, Caller caller) {
        if (attachment.hasData()) {
            if (attachment.hasUrl()) {
                throw Refusal.rule("DocumentReference.content.attachment", "content-ambiguous");
            }
            return new Submitted(intake.bytes(attachment, attachment.getData(), attachment.getContentType(), caller), Optional.empty());
        }
        BundleEntryComponent carrier = attachment.hasUrl() ? carriers.get(attachment.getUrl()) : null;
        if (carrier == null || users.put(carrier, user) != null) {
            throw Refusal.rule("DocumentReference.content.attachment", "content-required");
        }
        CheckedContent content = carrier.getResource() instanceof Bundle document ? intake.document(attachment, document, caller)
                : intake.bytes(attachment, ((Binary) carrier.getResource()).getData(), ((Binary) carrier.getResource()).getContentType(), caller);
        return new Submitted(content, Optional.of(carrier));
    }

    private static boolean isContent(BundleEntryComponent entry) {
        return entry.getRequest().getMethod() == Bundle.HTTPVerb.POST && (entry.getResource() instanceof Binary || entry.getResource() instanceof Bundle);
    }
}
