package fr.carnet.server.document;

import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.config.DocumentSettings;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * PNG to JPEG, as Mon espace santé stores images (S2). Points alone are carried over: what a file says of place, time, camera or author stays behind. What is
 * transparent becomes white.
 */
@Component
class PngImages {

    static final String PNG = "image/png";
    static final String JPEG = "image/jpeg";

    private static final float QUALITY = 0.9f;
    private static final Pattern EXTENSION = Pattern.compile("(?i)\\.png$");

    private final DocumentSettings settings;

    PngImages(DocumentSettings settings) {
        this.settings = settings;
        // Images are unpacked in memory: nothing of a document is written to a disk on the way.
        ImageIO.setUseCache(false);
    }

    /** @return whether a document of this media type is converted */
    boolean isConverted(String type) {
        return PNG.equals(type) && !settings.keepPng();
    }

    /** @return the title with the ending of what it names now */
    @Nullable String title(@Nullable String title) {
        return title == null ? null : EXTENSION.matcher(title).replaceFirst(".jpg");
    }

    /**
     * One at a time on a node: what it takes in memory is that of the largest image, however many are sent at once.
     *
     * @param png a PNG image
     * @return the same as JPEG
     * @throws Refusal when it is too large to be unpacked, or no image after all
     */
    synchronized byte[] jpeg(byte[] png) {
        try {
            return write(onWhite(read(png)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The size is read first: a few bytes can say that they are a million points wide. */
    private BufferedImage read(byte[] png) throws IOException {
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(PNG);
            ImageReader reader = readers.next();
            try {
                reader.setInput(input, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > settings.largestImage()) {
                    throw Refusal.rule("DocumentReference.content.attachment", "image-too-large", settings.largestImage());
                }
                return reader.read(0);
            } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException unreadable) {
                throw Refusal.rule("DocumentReference.content.attachment", "image-unreadable");
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage onWhite(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D drawing = opaque.createGraphics();
        drawing.drawImage(image, 0, 0, Color.WHITE, null);
        drawing.dispose();
        return opaque;
    }

    private static byte[] write(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByMIMEType(JPEG).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
