package fr.carnet.server.support;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a client publishes its keys: what it serves, and how long that may be kept, a test says. */
public final class KeySite {

    private final HttpServer site;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String keys = "{\"keys\":[]}";
    private volatile String cacheControl = "no-store";
    private volatile int status = 200;

    KeySite() {
        try {
            site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        site.createContext("/jwks", exchange -> {
            asked.incrementAndGet();
            byte[] body = keys.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
            exchange.getResponseHeaders().set("Cache-Control", cacheControl);
            exchange.getResponseHeaders().set("Location", "/jwks");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        site.start();
    }

    /** @return its address */
    public String uri() {
        return "http://127.0.0.1:" + site.getAddress().getPort() + "/jwks";
    }

    /** From now on it serves these. */
    public void serves(String jwks) {
        keys = jwks;
    }

    /** From now on it answers with this status. */
    public void answers(int newStatus) {
        status = newStatus;
    }

    /** From now on it says this about keeping. */
    public void mayBeKept(String newCacheControl) {
        cacheControl = newCacheControl;
    }

    /** @return how often it was asked */
    public int asked() {
        return asked.get();
    }
}
