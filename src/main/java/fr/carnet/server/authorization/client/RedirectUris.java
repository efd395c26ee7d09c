package fr.carnet.server.authorization.client;

import fr.carnet.server.config.Loopback;
import java.net.URI;
import java.net.URISyntaxException;

/** Where people may be sent back to (OAuth 2.1 section 2.3.1; RFC 8252 section 7): compared exactly, so nothing in them may be open. */
final class RedirectUris {

    private RedirectUris() {
    }

    static boolean areGood(String text) {
        try {
            URI uri = new URI(text);
            if (!uri.isAbsolute() || uri.getRawFragment() != null || uri.getRawUserInfo() != null || text.contains("*")) {
                return false;
            }
            return switch (uri.getScheme()) {
                case "https" -> uri.getHost() != null;
                case "http" -> Loopback.isHost(uri.getHost());
                // A private scheme is a reversed domain name: it has a dot.
                default -> uri.getScheme().contains(".");
            };
        } catch (URISyntaxException none) {
            return false;
        }
    }
}
