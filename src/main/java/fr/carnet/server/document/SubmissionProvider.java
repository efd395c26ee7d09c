package fr.carnet.server.document;

import ca.uhn.fhir.rest.annotation.Transaction;
import ca.uhn.fhir.rest.annotation.TransactionParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.server.storage.OfferedProvider;
import org.hl7.fhir.r4.model.Bundle;
import org.springframework.stereotype.Component;

/** ITI-65 Provide Document Bundle, the one transaction on offer. */
@Component
public class SubmissionProvider implements OfferedProvider {

    private final Submissions submissions;

    SubmissionProvider(Submissions submissions) {
        this.submissions = submissions;
    }

    /** Deposits a submission set with its documents. */
    @Transaction
    public Bundle transaction(@TransactionParam Bundle bundle, RequestDetails request) {
        return submissions.provide(bundle, request);
    }
}
