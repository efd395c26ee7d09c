package fr.carnet.server.document;

import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.validation.ResourceCheck;
import org.hl7.fhir.r4.model.DocumentReference;
import org.springframework.stereotype.Component;

/** What a document must say to be deposited, and need not say for ever: a superseded one is sound and cannot be deposited. */
@Component
class DepositCheck implements ResourceCheck<DocumentReference> {

    private final DocumentIntake intake;

    DepositCheck(DocumentIntake intake) {
        this.intake = intake;
    }

    @Override
    public Class<DocumentReference> type() {
        return DocumentReference.class;
    }

    @Override
    public boolean isAboutWriting() {
        return true;
    }

    @Override
    public boolean isCheckedByItsFeature() {
        return true;
    }

    @Override
    public void check(DocumentReference document, Caller caller) {
        intake.checkMetadata(document);
    }
}
