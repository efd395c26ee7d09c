package fr.carnet.server.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 by hand over a socket: requests that no client library would write, and bodies that nobody should hold in memory. */
public final class Wire {

    private static final int TIMEOUT_MS = 60_000;

    private Wire() {
    }

    /** Writes a body, piece by piece. */
    @FunctionalInterface
    public interface Body {

        /** No body. */
        Body NONE = out -> { };

        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Sends one request and reads its answer to the end.
     *
     * @param line    method and target, for example {@code GET /fhir/metadata}
     * @param headers header lines besides Host and Connection
     * @param body    what follows the headers; a server that has heard enough may cut it short
     */
    public static Reply send(String line, List<String> headers, Body body) {
        return send(null, line, headers, body);
    }

    /** Sends a request without body from another loopback address, for example {@code 127.0.0.54}. */
    public static Reply from(String address, String line, List<String> headers) {
        try {
            return send(InetAddress.getByName(address), line, headers, Body.NONE);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply send(@Nullable InetAddress from, String line, List<String> headers, Body body) {
        URI base = URI.create(TestServer.instance().api().base());
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            socket.setSoTimeout(TIMEOUT_MS);
            StringBuilder head = new StringBuilder(line).append(" HTTP/1.1\r\nHost: ").append(base.getAuthority()).append("\r\nConnection: close\r\n");
            headers.forEach(header -> head.append(header).append("\r\n"));
            OutputStream out = socket.getOutputStream();
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            write(body, out);
            return parse(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Body body, OutputStream out) {
        try {
            body.writeTo(out);
            out.flush();
        } catch (IOException cutShort) {
            // The answer tells why.
        }
    }

    private static Reply parse(byte[] answer) throws IOException {
        int end = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no answer");
        }
        String[] lines = new String(answer, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : Arrays.copyOfRange(lines, 1, lines.length)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>()).add(line.substring(colon + 1).trim());
        }
        HttpHeaders parsed = HttpHeaders.of(headers, (name, value) -> true);
        byte[] body = Arrays.copyOfRange(answer, end + 4, answer.length);
        boolean chunked = parsed.firstValue("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
        return new Reply(Integer.parseInt(lines[0].split(" ")[1]), parsed, chunked ? unchunked(body) : body);
    }

    private static byte[] unchunked(byte[] body) throws IOException {
        InputStream in = new ByteArrayInputStream(body);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int size = size(in); size > 0; size = size(in)) {
            out.write(in.readNBytes(size));
            in.skipNBytes(2);
        }
        return out.toByteArray();
    }

    private static int size(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n' && read >= 0; read = in.read()) {
            line.append((char) read);
        }
        return Integer.parseInt(line.toString().trim(), 16);
    }
}
