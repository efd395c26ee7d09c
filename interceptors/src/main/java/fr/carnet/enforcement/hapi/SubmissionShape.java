package fr.carnet.enforcement.hapi;

import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;

/**
 * Allow stage for the entries of a transaction, one by one: the ITI-65 submission, or a measure ({@link MeasureShape}), and nothing else. No GET, no PUT, no DELETE, no conditional
 * create; PATCH only of a DocumentReference (replacement, TD2.1).
 */
public final class SubmissionShape {

    private static final Set<String> SUBMITTED = Set.of("DocumentReference", "List", "Binary", "Bundle");

    private SubmissionShape() {
    }

    /** @param bundle the transaction */
    public static void check(Bundle bundle) {
        if (bundle.getType() != BundleType.TRANSACTION) {
            throw Refusal.of(Answer.NOT_OFFERED, "transactions-only");
        }
        if (bundle.getEntry().isEmpty()) {
            throw Refusal.rule("Bundle.entry", "empty-transaction");
        }
        if (MeasureShape.isMeasure(bundle)) {
            MeasureShape.check(bundle);
            return;
        }
        for (int i = 0; i < bundle.getEntry().size(); i++) {
            check(bundle.getEntry().get(i), i);
        }
    }

    private static void check(BundleEntryComponent entry, int index) {
        String type = entry.getResource() == null ? "" : entry.getResource().fhirType();
        boolean post = entry.getRequest().getMethod() == HTTPVerb.POST && SUBMITTED.contains(type) && type.equals(entry.getRequest().getUrl());
        boolean patch = entry.getRequest().getMethod() == HTTPVerb.PATCH && ("Parameters".equals(type) || "Binary".equals(type))
                && entry.getRequest().getUrl() != null && entry.getRequest().getUrl().startsWith("DocumentReference/");
        boolean bundleOfAnotherKind = entry.getResource() instanceof Bundle bundle && bundle.getType() != BundleType.DOCUMENT;
        if (!post && !patch || bundleOfAnotherKind) {
            throw Refusal.of(Answer.NOT_OFFERED, "entry-not-offered", index);
        }
        if (entry.getRequest().hasIfNoneExist() || entry.getRequest().hasIfMatch() || entry.getRequest().hasIfNoneMatch()
                || entry.getRequest().hasIfModifiedSince()) {
            throw Refusal.of(Answer.NOT_OFFERED, "entry-not-offered", index);
        }
    }
}
