package fr.carnet.server.document;

import ca.uhn.fhir.rest.annotation.Transaction;
import ca.uhn.fhir.rest.annotation.TransactionParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.OfferedTransaction;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.springframework.stereotype.Component;

/** The address of transactions: ITI-65 Provide Document Bundle, and those that other features take. */
@Component
public class SubmissionProvider implements OfferedProvider {

    private final Submissions submissions;
    private final List<OfferedTransaction> others;

    SubmissionProvider(Submissions submissions, List<OfferedTransaction> others) {
        this.others = List.copyOf(others);
        this.submissions = submissions;
    }

    /** Deposits a submission set with its documents, or whatever else the transaction is. */
    @Transaction
    public Bundle transaction(@TransactionParam Bundle bundle, RequestDetails request) {
        return others.stream().filter(other -> other.takes(bundle)).findFirst().map(other -> other.execute(bundle, request))
                .orElseGet(() -> submissions.provide(bundle, request));
    }
}
