package fr.carnet.server.document;

import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.config.LimitSettings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Meta;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** What a document's content must be before it is stored (API 4): of an accepted type, what it says it is, as long as it may be, and whole. */
@Component
class ContentIntake {

    private static final String ATTACHMENT = "DocumentReference.content.attachment";
    private static final String CONTENT_TYPE = ATTACHMENT + ".contentType";

    private final LimitSettings limits;
    private final ContentTypes types;
    private final ContentSniffer sniffer;
    private final FhirDocuments documents;
    private final PngImages images;

    ContentIntake(LimitSettings limits, ContentTypes types, ContentSniffer sniffer, FhirDocuments documents, PngImages images) {
        this.images = images;
        this.limits = limits;
        this.types = types;
        this.sniffer = sniffer;
        this.documents = documents;
    }

    /**
     * Checks bytes against what the metadata says of them.
     *
     * @param attachment  the document's attachment
     * @param bytes       its content; null when unreadable or absent
     * @param contentType media type that the bytes came with
     * @param caller      who deposits
     */
    CheckedContent bytes(Attachment attachment, byte @Nullable [] bytes, @Nullable String contentType, Caller caller) {
        if (bytes == null || bytes.length == 0) {
            throw Refusal.rule(ATTACHMENT, "content-required");
        }
        checkLength(bytes, caller);
        String type = mediaType(attachment, contentType);
        ContentTypes.Row row = accepted(type, caller);
        byte[] sha1 = sha1(bytes);
        if (attachment.hasSize() && attachment.getSize() != bytes.length) {
            throw Refusal.rule(ATTACHMENT + ".size", "size-mismatch");
        }
        if (attachment.hasHash() && !Arrays.equals(attachment.getHash(), sha1)) {
            throw Refusal.rule(ATTACHMENT + ".hash", "hash-mismatch");
        }
        checkForm(row, bytes);
        return isPatientSide(caller) && images.isConverted(type) ? converted(attachment, bytes, caller)
                : new CheckedContent(UUID.randomUUID().toString(), "Binary", bytes, sha1);
    }

    /** S2: a PNG of the patient's side is stored as JPEG; the metadata say what is served from then on. */
    private CheckedContent converted(Attachment attachment, byte[] png, Caller caller) {
        byte[] jpeg = images.jpeg(png);
        checkLength(jpeg, caller);
        attachment.setContentType(PngImages.JPEG).setTitle(images.title(attachment.getTitle()));
        return new CheckedContent(UUID.randomUUID().toString(), "Binary", jpeg, sha1(jpeg));
    }

    /**
     * Checks a FHIR document that was sent as a resource. It is stored as the server writes it: size and hash are those of the bytes that are served
     * in the document's own media type. What the client says of its own bytes, which nobody else will ever see, is not compared.
     */
    CheckedContent document(Attachment attachment, Bundle document, Caller caller) {
        String type = mediaType(attachment, attachment.getContentType());
        accepted(type, caller);
        if (!FhirDocuments.isMediaType(type)) {
            throw Refusal.rule(CONTENT_TYPE, "content-type-mismatch", type, FhirDocuments.JSON);
        }
        if (!FhirDocuments.isDocument(document)) {
            throw Refusal.rule("Bundle.entry.resource", "fhir-document");
        }
        String id = UUID.randomUUID().toString();
        document.setId(id);
        document.setMeta(new Meta().setProfile(document.getMeta().getProfile()));
        byte[] bytes = documents.write(document, type);
        checkLength(bytes, caller);
        return new CheckedContent(id, "Bundle", bytes, sha1(bytes));
    }

    /** @return most bytes of all documents of one transaction */
    long transactionLimit() {
        return limits.transaction().toBytes();
    }

    private void checkLength(byte[] bytes, Caller caller) {
        long limit = (isPatientSide(caller) ? limits.holderDocument() : limits.document()).toBytes();
        if (bytes.length > limit) {
            throw Refusal.of(Answer.TOO_LARGE, "document-too-large", limit);
        }
    }

    private static boolean isPatientSide(Caller caller) {
        return caller instanceof Caller.Holder || caller instanceof Caller.Representative || caller instanceof Caller.App;
    }

    private static String mediaType(Attachment attachment, @Nullable String contentType) {
        try {
            if (attachment.hasContentType() && attachment.getContentType().equals(contentType)) {
                MediaType parsed = MediaType.parseMediaType(contentType);
                if (parsed.isConcrete()) {
                    return parsed.getType() + "/" + parsed.getSubtype();
                }
            }
        } catch (InvalidMediaTypeException unreadable) {
            throw Refusal.rule(CONTENT_TYPE, "content-type-required");
        }
        throw Refusal.rule(CONTENT_TYPE, "content-type-required");
    }

    private ContentTypes.Row accepted(String type, Caller caller) {
        return types.find(type, caller.kind())
                .orElseThrow(() -> Refusal.of(Answer.UNSUPPORTED_MEDIA_TYPE, "content-type-not-accepted", String.join(", ", types.of(caller.kind()))));
    }

    private void checkForm(ContentTypes.Row row, byte[] bytes) {
        String detected = detect(row.type(), bytes);
        if (!row.detected().contains(detected)) {
            throw Refusal.rule(CONTENT_TYPE, "content-type-mismatch", row.type(), detected);
        }
    }

    private String detect(String declared, byte[] bytes) {
        boolean fhir = FhirDocuments.isMediaType(declared);
        if (fhir && documents.isDocument(bytes, declared)) {
            return declared;
        }
        String detected = sniffer.detect(bytes);
        boolean written = detected.startsWith("text/") || detected.endsWith("xml") || detected.endsWith("json");
        if (fhir && written) {
            throw Refusal.rule(ATTACHMENT, "fhir-document");
        }
        if (!fhir && declared.endsWith("/xml")) {
            return XmlContent.detect(bytes).orElseGet(() -> {
                if (written) {
                    throw Refusal.rule(ATTACHMENT, "content-xml");
                }
                return detected;
            });
        }
        return detected;
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
