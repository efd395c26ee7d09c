package fr.carnet.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 2 "Bad input", API 7: bodies above the limit end in 413, compressed ones in 415, announced or not. */
class LargeBodyTest {

    private static final long BYTES = 100_000_000;
    private static final byte[] HEAD = "{\"resourceType\":\"DocumentReference\",\"description\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PIECE = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
    private static final Refusals REFUSALS = new Refusals();
    private static final String DOCTOR = TestServer.instance().tokens().doctor("810000000011");

    @Test
    @DisplayName("API 7: 100 MB, announced by Content-Length")
    void announced() {
        expectTooLarge("Content-Length: " + BYTES, LargeBodyTest::plain);
    }

    @Test
    @DisplayName("API 7: 100 MB in chunks, announced by nothing")
    void chunked() {
        expectTooLarge("Transfer-Encoding: chunked", out -> plain(new Chunks(out)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "deflate", "br", "identity, gzip", "gzip, gzip"})
    @DisplayName("API 7: a compressed body is turned away before anything inflates it")
    void compressed(String encoding) throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            plain(gzip);
        }
        assertThat(bomb.size()).isLessThan(200_000);
        REFUSALS.expect(new Call("POST", DOCTOR, "/DocumentReference", bomb.toByteArray(), Map.of("Content-Type", "application/fhir+json", "Content-Encoding", encoding)),
                415, "unsupported-media-type");
    }

    @Test
    @DisplayName("API 7: a search form too large to be read is refused, not read in part")
    void largeForm() {
        String form = "patient=Patient/x&status=current&description=" + "x".repeat(3_000_000);
        REFUSALS.expect(Call.post(DOCTOR, "/DocumentReference/_search", "application/x-www-form-urlencoded", form), 413, "too-large");
    }

    private static void expectTooLarge(String length, Wire.Body body) {
        Map<String, Long> before = Rows.counted();
        for (String path : List.of("/fhir/DocumentReference", "/fhir/", "/fhir/Consent")) {
            Refusals.assertWellFormed(Wire.send("POST " + path, List.of("Authorization: Bearer " + DOCTOR, "Content-Type: application/fhir+json", length), body),
                    413, "too-large");
        }
        assertThat(Rows.counted()).isEqualTo(before);
        REFUSALS.assertHealthy();
    }

    private static void plain(OutputStream out) throws IOException {
        out.write(HEAD);
        long left = BYTES - HEAD.length;
        for (; left > PIECE.length; left -= PIECE.length) {
            out.write(PIECE);
        }
        out.write(PIECE, 0, (int) left);
        out.flush();
    }

    /** Chunked transfer coding; flushing it ends the body. */
    private static final class Chunks extends OutputStream {

        private final OutputStream out;

        Chunks(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, offset, length);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void flush() throws IOException {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }
}
