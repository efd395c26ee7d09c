package fr.carnet.server.smart;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the clients need on this machine. Where it is missing they are skipped and say so; with {@code -Dcarnet.clients=required}, as the build's own
 * machines have it, that is a failure.
 */
final class Installation {

    private static final int NODE = 20;
    private static final List<String> BROWSERS = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private Installation() {
    }

    /** Skips, or fails, unless Node and the packages of src/clients are here. */
    static void needsNode() {
        needed(node());
    }

    /** @return the browser; skips, or fails, unless it, Node and the packages are here */
    static String needsBrowser() {
        needed(node());
        Optional<String> browser = BROWSERS.stream().filter(file -> Files.isExecutable(Path.of(file))).findFirst();
        needed(browser.isPresent() ? Optional.empty() : Optional.of("no Chromium at " + BROWSERS + "; on Debian: apt-get install chromium"));
        return browser.orElseThrow();
    }

    private static Optional<String> node() {
        try {
            Process process = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
            String version = new String(process.getInputStream().readAllBytes()).strip();
            int major = version.matches("v\\d+\\..*") ? Integer.parseInt(version.substring(1, version.indexOf('.'))) : 0;
            if (major < NODE) {
                return Optional.of("Node " + NODE + " or later is needed, found " + version);
            }
        } catch (IOException e) {
            return Optional.of("Node is not installed");
        }
        return Files.isDirectory(Path.of("src/clients/node_modules")) ? Optional.empty() : Optional.of("their packages are not installed: npm ci --prefix src/clients");
    }

    private static void needed(Optional<String> missing) {
        judge(missing, System.getProperty("carnet.clients", ""));
    }

    /** Skips, or fails where they are required, when something is missing. */
    static void judge(Optional<String> missing, String mode) {
        missing.ifPresent(reason -> {
            if ("required".equals(mode)) {
                throw new AssertionError("real clients are required here: " + reason);
            }
            String message = "SKIPPED, real clients: " + reason;
            System.out.println(message);
            assumeTrue(false, message);
        });
    }
}
