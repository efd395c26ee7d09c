package fr.carnet.server.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Says what the bytes of a document are, whatever they are called (Apache Tika's table of magic numbers). */
@Component
class ContentSniffer {

    private static final String TEXT = "text/plain";
    private static final int SPACE = 0x20;

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
    private final SingletonSupplier<QuickTypes> quick = SingletonSupplier.of(QuickTypes::new);

    /** Reads the table once the server is ready: the first deposit would otherwise wait for it. */
    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        quick.obtain();
    }

    /** @return media type without parameters */
    String detect(byte[] bytes) {
        try {
            MediaType detected = quick.obtain().enoughFor(bytes).orElse(types).detect(new ByteArrayInputStream(bytes), new Metadata()).getBaseType();
            return MediaType.OCTET_STREAM.equals(detected) && isText(bytes) ? TEXT : detected.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tika takes text for bytes when its beginning is mostly letters with accents in an 8-bit charset. */
    private static boolean isText(byte[] bytes) {
        for (byte each : bytes) {
            if (each >= 0 && each < SPACE && each != '\t' && each != '\n' && each != '\r' && each != '\f') {
                return false;
            }
        }
        return true;
    }
}
