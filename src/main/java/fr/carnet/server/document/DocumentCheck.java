package fr.carnet.server.document;

import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.validation.ResourceCheck;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.springframework.stereotype.Component;

/** What a document says of itself: labels that rules know, identifiers of a length that can be kept, and of content inside it its type, size and hash. */
@Component
class DocumentCheck implements ResourceCheck<DocumentReference> {

    private final DocumentIntake intake;
    private final ContentIntake contents;

    DocumentCheck(DocumentIntake intake, ContentIntake contents) {
        this.intake = intake;
        this.contents = contents;
    }

    @Override
    public Class<DocumentReference> type() {
        return DocumentReference.class;
    }

    @Override
    public boolean isCheckedByItsFeature() {
        return true;
    }

    @Override
    public void check(DocumentReference document, Caller caller) {
        intake.checkLabels(document);
        intake.checkLengths(document);
        Attachment attachment = document.getContentFirstRep().getAttachment();
        if (attachment.hasData()) {
            contents.bytes(attachment, attachment.getData(), attachment.getContentType(), caller);
        }
    }
}
