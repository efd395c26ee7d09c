package fr.carnet.server.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** This machine, as addresses name it: the one place to and from which plain {@code http:} is not listened to. */
public final class Loopback {

    /** Regular expression of an {@code http:} root on this machine, without what may follow the port. */
    public static final String ROOT = "http://(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]{1,5})?";
    /** Regular expression of any {@code http:} address on this machine. */
    public static final String HTTP = ROOT + "(/.*)?";
    /** Regular expression of an address that nobody listens to: {@code https:}, or {@link #HTTP}. */
    public static final String OR_HTTPS = "https://.+|" + HTTP;

    private static final Set<String> HOSTS = Set.of("127.0.0.1", "[::1]", "localhost");

    private Loopback() {
    }

    /** @param host host as {@link java.net.URI#getHost} tells it */
    public static boolean isHost(@Nullable String host) {
        return host != null && HOSTS.contains(host);
    }
}
