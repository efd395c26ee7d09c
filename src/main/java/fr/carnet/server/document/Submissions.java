package fr.carnet.server.document;

import ca.uhn.fhir.jpa.api.model.DaoMethodOutcome;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.server.storage.WriteTransaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
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
    private final DocumentStore store;
    private final SubmissionSets sets;
    private final TransactionPatches patches;
    private final DocumentMasking masking;
    private final WriteTransaction transaction;

    Submissions(DocumentIntake intake, DocumentStore store, SubmissionSets sets, TransactionPatches patches, DocumentMasking masking, WriteTransaction transaction) {
        this.intake = intake;
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
        byte[] bytes = attachment.getData();
        byte[] sha1 = intake.checkContent(attachment, bytes, attachment.getContentType(), RequestScope.caller(request));
        return transaction.execute(request, CREATED, () -> {
            masking.beforeDeposit(List.of(document), false, request);
            DaoMethodOutcome created = store.add(document, bytes, sha1, request);
            store.add(sets.derive((DocumentReference) created.getResource()), request);
            return created;
        });
    }

    /** ITI-65: submission set, documents, contents, replacements; answers in the order of the entries. */
    Bundle provide(Bundle submission, RequestDetails request) {
        Map<Bundle.BundleEntryComponent, Binary> contents = matchContents(submission);
        if (contents.isEmpty() || sets.in(submission).isEmpty()) {
            throw Refusal.rule("Bundle.entry", "document-required");
        }
        Map<BundleEntryComponent, byte[]> sums = new HashMap<>();
        long total = 0;
        for (Map.Entry<BundleEntryComponent, Binary> pair : contents.entrySet()) {
            DocumentReference document = (DocumentReference) pair.getKey().getResource();
            Binary binary = pair.getValue();
            sums.put(pair.getKey(), intake.checkContent(document.getContentFirstRep().getAttachment(), binary.getData(), binary.getContentType(), RequestScope.caller(request)));
            total += binary.getData().length;
        }
        if (total > intake.transactionLimit()) {
            throw Refusal.of(Answer.TOO_LARGE);
        }
        return transaction.execute(request, OK, () -> store(submission, contents, sums, request));
    }

    private Bundle store(Bundle submission, Map<BundleEntryComponent, Binary> contents, Map<BundleEntryComponent, byte[]> sums, RequestDetails request) {
        Map<BundleEntryComponent, BundleEntryComponent> answers = new HashMap<>();
        Map<String, String> references = new HashMap<>();
        List<BundleEntryComponent> entries = submission.getEntry();
        masking.beforeDeposit(sums.keySet().stream().map(entry -> (DocumentReference) entry.getResource()).toList(),
                entries.stream().anyMatch(entry -> entry.getRequest().getMethod() == Bundle.HTTPVerb.PATCH), request);
        for (BundleEntryComponent entry : entries) {
            if (entry.getResource() instanceof DocumentReference document) {
                DaoMethodOutcome created = store.add(document, contents.get(entry).getData(), sums.get(entry), request);
                answers.put(entry, TransactionAnswer.created(created));
                references.put(entry.getFullUrl(), "DocumentReference/" + created.getId().getIdPart());
                String contentUrl = document.getContentFirstRep().getAttachment().getUrl();
                entries.stream().filter(other -> other.getResource() == contents.get(entry)).forEach(other -> answers.put(other, TransactionAnswer.content(contentUrl)));
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
                    DaoMethodOutcome created = store.add(list, request);
                    answers.put(entry, TransactionAnswer.created(created));
                    references.put(entry.getFullUrl(), "List/" + created.getId().getIdPart());
                });
        Bundle response = new Bundle().setType(BundleType.TRANSACTIONRESPONSE);
        entries.forEach(entry -> response.addEntry(answers.get(entry)));
        return response;
    }

    /** Every document has its content, inline or in exactly one Binary entry; every Binary entry belongs to exactly one document. */
    private Map<BundleEntryComponent, Binary> matchContents(Bundle submission) {
        Map<String, Binary> binaries = new HashMap<>();
        submission.getEntry().stream().filter(entry -> entry.getResource() instanceof Binary && entry.getRequest().getMethod() == Bundle.HTTPVerb.POST)
                .forEach(entry -> binaries.put(String.valueOf(entry.getFullUrl()), (Binary) entry.getResource()));
        Map<BundleEntryComponent, Binary> contents = new HashMap<>();
        for (BundleEntryComponent entry : submission.getEntry()) {
            if (entry.getResource() instanceof DocumentReference document) {
                intake.checkMetadata(document);
                contents.put(entry, content(document.getContentFirstRep().getAttachment(), binaries));
            }
        }
        for (int i = 0; i < submission.getEntry().size(); i++) {
            BundleEntryComponent entry = submission.getEntry().get(i);
            boolean content = entry.getResource() instanceof Binary && entry.getRequest().getMethod() == Bundle.HTTPVerb.POST;
            if (content && contents.values().stream().filter(binary -> binary == entry.getResource()).count() != 1) {
                throw Refusal.rule("Bundle.entry[" + i + "]", "content-unused", i);
            }
        }
        return contents;
    }

    private static Binary content(Attachment attachment, Map<String, Binary> binaries) {
        if (attachment.hasData()) {
            if (attachment.hasUrl()) {
                throw Refusal.rule("DocumentReference.content.attachment", "content-ambiguous");
            }
            return new Binary().setContentType(attachment.getContentType()).setData(attachment.getData());
        }
        Binary binary = attachment.hasUrl() ? binaries.get(attachment.getUrl()) : null;
        if (binary == null) {
            throw Refusal.rule("DocumentReference.content.attachment", "content-required");
        }
        return binary;
    }
}
