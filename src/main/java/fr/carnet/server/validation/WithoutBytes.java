package fr.carnet.server.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UnsignedIntType;

/**
 * Lets a resource be looked at without the bytes of its contents: 5 MB of base64 would be written out and parsed again to learn that they are base64,
 * which the request's reading has settled. Size and hash are the intake's.
 */
final class WithoutBytes {

    /** What stands in place of the bytes, in base64. */
    static final String TEXT = "AA==";

    private static final byte[] SOMETHING = {0};

    private final List<Runnable> restore = new ArrayList<>();

    private WithoutBytes() {
    }

    /**
     * @param resource left as it was found
     * @param look     what looks at it meanwhile
     */
    static <T> T of(Resource resource, Supplier<T> look) {
        WithoutBytes without = new WithoutBytes();
        try {
            without.take(resource);
            return look.get();
        } finally {
            without.restore.forEach(Runnable::run);
        }
    }

    private void take(Resource resource) {
        if (resource instanceof Bundle bundle) {
            bundle.getEntry().stream().map(Bundle.BundleEntryComponent::getResource).flatMap(Stream::ofNullable).forEach(this::take);
        } else if (resource instanceof Binary binary && binary.hasData()) {
            Base64BinaryType data = binary.getDataElement();
            restore.add(() -> binary.setDataElement(data));
            binary.setDataElement(new Base64BinaryType(SOMETHING));
        } else if (resource instanceof DocumentReference document) {
            document.getContent().stream().map(DocumentReference.DocumentReferenceContentComponent::getAttachment).filter(Attachment::hasData).forEach(attachment -> {
                Base64BinaryType data = attachment.getDataElement();
                UnsignedIntType size = attachment.getSizeElement();
                Base64BinaryType hash = attachment.getHashElement();
                restore.add(() -> attachment.setDataElement(data).setSizeElement(size).setHashElement(hash));
                attachment.setSizeElement(null).setHashElement(null);
                attachment.setDataElement(new Base64BinaryType(SOMETHING));
            });
        }
    }
}
