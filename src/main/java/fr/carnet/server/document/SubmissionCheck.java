package fr.carnet.server.document;

import fr.carnet.enforcement.hapi.MeasureShape;
import fr.carnet.enforcement.hapi.SubmissionShape;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.validation.ResourceCheck;
import org.hl7.fhir.r4.model.Bundle;
import org.springframework.stereotype.Component;

/** What a transaction must be: entries on offer, and in a submission (ITI-65) for each document exactly one content that is what it says. */
@Component
class SubmissionCheck implements ResourceCheck<Bundle> {

    private final SubmittedContents contents;

    SubmissionCheck(SubmittedContents contents) {
        this.contents = contents;
    }

    @Override
    public Class<Bundle> type() {
        return Bundle.class;
    }

    @Override
    public boolean isCheckedByItsFeature() {
        return true;
    }

    @Override
    public void check(Bundle bundle, Caller caller) {
        if (bundle.getType() == Bundle.BundleType.TRANSACTION) {
            SubmissionShape.check(bundle);
            if (MeasureShape.isMeasure(bundle)) {
                return;
            }
            // A FHIR document is given its id while it is looked at.
            contents.match(bundle.copy(), caller);
        }
    }
}
