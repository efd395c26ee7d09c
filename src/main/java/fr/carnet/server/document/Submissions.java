package fr.carnet.server.document;

import ca.uhn.fhir.jpa.api.model.DaoMethodOutcome;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.server.document.SubmittedContents.Submitted;
import fr.carnet.server.storage.WriteTransaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ListResource;
import org.springframework.stereotype.Component;

/** Deposits: ITI-105 and ITI-65, all or nothing. */
@Component
class Submissions {

    private static final int CREATED = 201;
    private static final int OK = 200;

    private final DocumentIntake intake;
    private final ContentIntake contentIntake;
    private final SubmittedContents contents;
    private final DocumentStore store;
    private final SubmissionSets sets;
    private final TransactionPatches patches;
    private final DocumentMasking masking;
    private final WriteTransaction transaction;

    Submissions(DocumentIntake intake, ContentIntake contentIntake, SubmittedContents contents, DocumentStore store, SubmissionSets sets,
            TransactionPatches patches, DocumentMasking masking, WriteTransaction transaction) {
        this.intake = intake;
        this.contentIntake = contentIntake;
        this.contents = contents;
        this.store = store;
        this.sets = sets;
        this.patches = patches;
        this.masking = masking;
        this.transaction = transaction;
    }

    /** ITI-105: data moves to a Binary, the submission set is derived. */
    MethodOutcome publish(DocumentReference document, RequestDetails request) {
        intake.checkMetadata(document);
        Attachment attachment = document.getContentFirstRep().getAttachment();
        if (attachment.hasUrl()) {
            throw Refusal.rule("DocumentReference.content.attachment.url", "content-ambiguous");
        }
        CheckedContent content = contentIntake.bytes(attachment, attachment.getData(), attachment.getContentType(), RequestScope.caller(request));
        return transaction.execute(request, CREATED, () -> {
            masking.beforeDeposit(List.of(document), false, request);
            TransactionDetails details = new TransactionDetails();
            DaoMethodOutcome created = store.add(document, content, details, request);
            store.add(sets.derive((DocumentReference) created.getResource()), details, request);
            return created;
        });
    }

    /** ITI-65: submission set, documents, contents, replacements; answers in the order of the entries. */
    Bundle provide(Bundle submission, RequestDetails request) {
        submission.getEntry().stream().map(BundleEntryComponent::getResource).filter(DocumentReference.class::isInstance)
                .forEach(document -> intake.checkMetadata((DocumentReference) document));
        Map<BundleEntryComponent, Submitted> submitted = contents.match(submission, RequestScope.caller(request));
        if (submitted.isEmpty() || sets.in(submission).isEmpty()) {
            throw Refusal.rule("Bundle.entry", "document-required");
        }
        return transaction.execute(request, OK, () -> store(submission, submitted, request));
    }

    private Bundle store(Bundle submission, Map<BundleEntryComponent, Submitted> submitted, RequestDetails request) {
        TransactionDetails details = new TransactionDetails();
        Map<BundleEntryComponent, BundleEntryComponent> answers = new HashMap<>();
        Map<String, String> references = new HashMap<>();
        List<BundleEntryComponent> entries = submission.getEntry();
        masking.beforeDeposit(submitted.keySet().stream().map(entry -> (DocumentReference) entry.getResource()).toList(),
                entries.stream().anyMatch(entry -> entry.getRequest().getMethod() == Bundle.HTTPVerb.PATCH), request);
        for (BundleEntryComponent entry : entries) {
            if (entry.getResource() instanceof DocumentReference document) {
                CheckedContent content = submitted.get(entry).content();
                DaoMethodOutcome created = store.add(document, content, details, request);
                answers.put(entry, TransactionAnswer.created(created));
                references.put(entry.getFullUrl(), "DocumentReference/" + created.getId().getIdPart());
                submitted.get(entry).entry().ifPresent(carrier -> answers.put(carrier, TransactionAnswer.content(content.url())));
            }
        }
        for (BundleEntryComponent entry : entries) {
            if (entry.getRequest().getMethod() == Bundle.HTTPVerb.PATCH) {
                answers.put(entry, TransactionAnswer.updated(patches.apply(entry, request)));
            }
        }
        // Folders before the submission set that names them.
        entries.stream().filter(entry -> entry.getResource() instanceof ListResource)
                .sorted((left, right) -> Boolean.compare(sets.isSubmissionSet(left), sets.isSubmissionSet(right)))
                .forEach(entry -> {
                    ListResource list = (ListResource) entry.getResource();
                    list.getEntry().forEach(item -> item.getItem().setReference(references.getOrDefault(item.getItem().getReference(), item.getItem().getReference())));
                    DaoMethodOutcome created = store.add(list, details, request);
                    answers.put(entry, TransactionAnswer.created(created));
                    references.put(entry.getFullUrl(), "List/" + created.getId().getIdPart());
                });
        Bundle response = new Bundle().setType(BundleType.TRANSACTIONRESPONSE);
        entries.forEach(entry -> response.addEntry(answers.get(entry)));
        return response;
    }
}
