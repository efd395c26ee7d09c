package fr.carnet.perf.driver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * An answer.
 *
 * @param status  HTTP status
 * @param headers headers
 * @param wire    body as it came, compressed or not
 */
public record Reply(int status, HttpHeaders headers, byte[] wire) {

    /** @return the body, decompressed */
    public byte[] bytes() {
        if (!headers.firstValue("Content-Encoding").orElse("").equals("gzip")) {
            return wire;
        }
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(wire))) {
            return unpacked.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the body as text */
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** @return id in the Location header, empty without one */
    public String id() {
        return headers.firstValue("Location").orElse("").replaceAll("/_history/.*$", "").replaceAll("^.*/", "");
    }
}
