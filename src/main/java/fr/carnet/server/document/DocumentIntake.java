package fr.carnet.server.document;

import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.hapi.Refusal;
import java.util.Set;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.springframework.stereotype.Component;

/** What a document must say before it is stored (PDSm 2.2, API 4). Messages name the element and the rule. */
@Component
class DocumentIntake {

    private static final int IDENTIFIER_LENGTH = 1_000;
    private static final Set<String> CONFIDENTIALITY = Set.of("N", "R", "V");

    /** Checks the metadata that every deposit needs. */
    void checkMetadata(DocumentReference document) {
        if (document.getStatus() != DocumentReferenceStatus.CURRENT) {
            throw Refusal.rule("DocumentReference.status", "status-current");
        }
        if (!document.getMasterIdentifier().hasValue() || !document.getMasterIdentifier().hasSystem()) {
            throw Refusal.rule("DocumentReference.masterIdentifier", "identifier-required");
        }
        checkLengths(document);
        if (!document.hasAuthor()) {
            throw Refusal.rule("DocumentReference.author", "author-required");
        }
        if (document.getContent().size() != 1) {
            throw Refusal.rule("DocumentReference.content", "exactly-one-content");
        }
        checkLabels(document);
    }

    /** Identifiers are unique per depositor, in an index that takes so much. */
    void checkLengths(DocumentReference document) {
        if (isTooLong(document.getMasterIdentifier())) {
            throw Refusal.rule("DocumentReference.masterIdentifier", "identifier-too-long", IDENTIFIER_LENGTH);
        }
        if (document.getIdentifier().stream().anyMatch(DocumentIntake::isTooLong)) {
            throw Refusal.rule("DocumentReference.identifier", "identifier-too-long", IDENTIFIER_LENGTH);
        }
    }

    private static boolean isTooLong(Identifier identifier) {
        return (identifier.hasSystem() ? identifier.getSystem().length() : 0) + (identifier.hasValue() ? identifier.getValue().length() : 0) > IDENTIFIER_LENGTH;
    }

    /** A label that no rule knows would be honoured by nobody: refused. */
    void checkLabels(DocumentReference document) {
        if (document.getSecurityLabel().stream().anyMatch(label -> !label.hasCoding() || label.getCoding().stream().anyMatch(coding -> !coding.hasCode()))) {
            throw Refusal.rule("DocumentReference.securityLabel", "unknown-label", "?");
        }
        document.getSecurityLabel().stream().flatMap(label -> label.getCoding().stream())
                .filter(coding -> !CONFIDENTIALITY.contains(coding.getCode()) && Visibility.of(coding.getCode()).isEmpty())
                .findFirst().ifPresent(coding -> {
                    String code = coding.getCode() == null || coding.getCode().length() > 60 ? "?" : coding.getCode();
                    throw Refusal.rule("DocumentReference.securityLabel", "unknown-label", code);
                });
    }
}
