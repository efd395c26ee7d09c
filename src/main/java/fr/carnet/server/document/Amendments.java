package fr.carnet.server.document;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.model.DaoMethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.hapi.AclExtension;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.hapi.DocumentReader;
import fr.carnet.enforcement.hapi.PlainText;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.masking.AmendmentRule;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Verdict;
import fr.carnet.server.validation.ValidationInterceptor;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.springframework.stereotype.Component;

/** TD3.3a to d: changes to status, securityLabel and isArchived of a document that the caller can see; to nothing else. */
@Component
class Amendments {

    private final FhirContext fhir;
    private final DocumentChanges changes;
    private final DocumentMasking masking;
    private final InvisibleDocuments invisible;
    private final DocumentIntake intake;
    private final DocumentReader reader;
    private final AmendmentRule rule;
    private final ValidationInterceptor validation;

    Amendments(FhirContext fhir, DocumentChanges changes, DocumentMasking masking, InvisibleDocuments invisible, DocumentIntake intake, DocumentReader reader,
            AmendmentRule rule, ValidationInterceptor validation) {
        this.validation = validation;
        this.fhir = fhir;
        this.changes = changes;
        this.masking = masking;
        this.invisible = invisible;
        this.intake = intake;
        this.reader = reader;
        this.rule = rule;
    }

    /**
     * Applies one change inside an open write transaction.
     *
     * @param id      document, already found visible
     * @param version version that the caller wants to change, empty for the current one
     * @return HAPI's outcome
     */
    DaoMethodOutcome apply(String id, String version, Patch patch, RequestDetails request) {
        masking.beforeChange(request);
        DocumentReference before = changes.read(id);
        Set<AclToken> stamp = AclExtension.read(before);
        AclExtension.strip(before);
        DocumentReference after = patch.applyTo(before, fhir);
        if (!PlainText.isPlain(fhir, after)) {
            throw Refusal.rule("DocumentReference", "patch-unreadable");
        }
        ArchiveFlag.settle(before, after);
        restorePlaces(before, after);
        if (!untouched(before).equalsDeep(untouched(after))) {
            throw Refusal.of(Answer.IMMUTABLE_ELEMENT);
        }
        check(before, after, stamp, RequestScope.caller(request));
        validation.accept(before, after, request);
        AclExtension.write(after, stamp);
        String checked = version.isEmpty() ? before.getIdElement().getVersionIdPart() : version;
        after.setId(before.getIdElement().toUnqualifiedVersionless().withVersion(checked));
        DaoMethodOutcome stored = changes.store(after, request);
        invisible.follow(id, Labels.has(before, Visibility.INVISIBLE_PATIENT), after);
        return stored;
    }

    private void check(DocumentReference before, DocumentReference after, Set<AclToken> stamp, Caller caller) {
        boolean author = caller.personalTokens().stream().anyMatch(stamp::contains);
        if (rule.judge(caller, author, reader.state(before), reader.state(after)) instanceof Verdict.Deny) {
            throw Refusal.of(Answer.AUTHOR_ONLY);
        }
        if (before.hasSecurityLabel() && !after.hasSecurityLabel()) {
            throw Refusal.rule("DocumentReference.securityLabel", "label-required");
        }
        if (before.getStatus() == DocumentReferenceStatus.ENTEREDINERROR || after.getStatus() == null) {
            throw Refusal.rule("DocumentReference.status", "deleted-is-final");
        }
        // A replaced document does not come back beside the one that replaced it (TD2.1).
        if (before.getStatus() == DocumentReferenceStatus.SUPERSEDED && after.getStatus() == DocumentReferenceStatus.CURRENT) {
            throw Refusal.rule("DocumentReference.status", "superseded-is-final");
        }
        intake.checkLabels(after);
    }

    /** Space and rubric are the server's: a client that writes the list of extensions anew, having sent none, does not take them away. */
    private static void restorePlaces(DocumentReference before, DocumentReference after) {
        Stream.of(Canonical.PROFESSIONAL_SPACE, Canonical.HOLDER_RUBRIC).filter(place -> !after.hasExtension(place))
                .flatMap(place -> before.getExtensionsByUrl(place).stream()).forEach(place -> after.addExtension(place.copy()));
    }

    /** The document without the three elements that may change, and without what the server writes itself. */
    private static DocumentReference untouched(DocumentReference document) {
        DocumentReference rest = document.copy();
        rest.setStatus(null);
        rest.setSecurityLabel(null);
        rest.getExtension().removeIf(extension -> Canonical.IS_ARCHIVED.equals(extension.getUrl()));
        rest.getMeta().setVersionId(null).setLastUpdated(null);
        return rest;
    }
}
