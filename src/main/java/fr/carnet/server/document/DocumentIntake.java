package fr.carnet.server.document;

import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.config.LimitSettings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** What a document must say and carry before it is stored (PDSm 2.2, API 4). Messages name the element and the rule. */
@Component
class DocumentIntake {

    private static final String ATTACHMENT = "DocumentReference.content.attachment";
    private static final int IDENTIFIER_LENGTH = 1_000;
    private static final Set<String> CONFIDENTIALITY = Set.of("N", "R", "V");

    private final LimitSettings limits;

    DocumentIntake(LimitSettings limits) {
        this.limits = limits;
    }

    /** Checks the metadata that every deposit needs. */
    void checkMetadata(DocumentReference document) {
        if (document.getStatus() != DocumentReferenceStatus.CURRENT) {
            throw Refusal.rule("DocumentReference.status", "status-current");
        }
        if (!document.getMasterIdentifier().hasValue() || !document.getMasterIdentifier().hasSystem()) {
            throw Refusal.rule("DocumentReference.masterIdentifier", "identifier-required");
        }
        if (document.getMasterIdentifier().getSystem().length() + document.getMasterIdentifier().getValue().length() > IDENTIFIER_LENGTH) {
            throw Refusal.rule("DocumentReference.masterIdentifier", "identifier-required");
        }
        if (!document.hasAuthor()) {
            throw Refusal.rule("DocumentReference.author", "author-required");
        }
        if (document.getContent().size() != 1) {
            throw Refusal.rule("DocumentReference.content", "exactly-one-content");
        }
        checkLabels(document);
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

    /**
     * Checks the bytes against what the metadata says of them.
     *
     * @param attachment  the document's attachment
     * @param bytes       its content; null when unreadable or absent
     * @param contentType media type that the bytes came with
     * @return SHA-1 of the bytes
     */
    byte[] checkContent(Attachment attachment, byte @Nullable [] bytes, @Nullable String contentType, Caller caller) {
        if (bytes == null || bytes.length == 0) {
            throw Refusal.rule(ATTACHMENT, "content-required");
        }
        long limit = limitFor(caller);
        if (bytes.length > limit) {
            throw Refusal.of(Answer.TOO_LARGE, "document-too-large", limit);
        }
        if (!attachment.hasContentType() || !attachment.getContentType().equals(contentType) || !isMediaType(contentType)) {
            throw Refusal.rule(ATTACHMENT + ".contentType", "content-type-required");
        }
        byte[] sha1 = sha1(bytes);
        if (attachment.hasSize() && attachment.getSize() != bytes.length) {
            throw Refusal.rule(ATTACHMENT + ".size", "size-mismatch");
        }
        if (attachment.hasHash() && !Arrays.equals(attachment.getHash(), sha1)) {
            throw Refusal.rule(ATTACHMENT + ".hash", "hash-mismatch");
        }
        return sha1;
    }

    private static boolean isMediaType(String contentType) {
        try {
            return MediaType.parseMediaType(contentType).isConcrete();
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    /** @return most bytes of all documents of one transaction */
    long transactionLimit() {
        return limits.transaction().toBytes();
    }

    private long limitFor(Caller caller) {
        boolean patientSide = caller instanceof Caller.Holder || caller instanceof Caller.Representative || caller instanceof Caller.App;
        return (patientSide ? limits.holderDocument() : limits.document()).toBytes();
    }

    /** SHA-1 because XDS metadata (and attachment.hash) is defined on it; it protects against mix-ups, not against attackers. */
    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
