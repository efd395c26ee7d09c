package fr.carnet.perf.host;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server in a JVM of its own, ready when it answers. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Process process;
    private final Duration startedIn;
    private final Duration startCpu;

    /**
     * How servers are started, the same for all.
     *
     * @param java      the java command
     * @param classPath class path
     * @param flags     flags of the JVM
     */
    public record Launch(Path java, String classPath, List<String> flags) {
    }

    /**
     * Starts it and waits for the first 200.
     *
     * @param launch  JDK, class path, flags
     * @param command further flags of the JVM, main class and its arguments
     * @param ready   what answers 200 without a token once the server is ready
     * @param log     where its output goes
     */
    public ServerProcess(Launch launch, List<String> command, URI ready, Path log) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(launch.java().toString()));
        all.addAll(launch.flags());
        all.addAll(List.of("-cp", launch.classPath()));
        all.addAll(command);
        Files.createDirectories(log.toAbsolutePath().getParent());
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest asked = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(60)).build();
        long start = System.nanoTime();
        process = new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).redirectInput(new File("/dev/null")).start();
        // Interrupted, this JVM leaves no server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        while (!answers(http, asked)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended with " + process.exitValue() + ", see " + log);
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                process.destroyForcibly();
                throw new IllegalStateException("the server is not ready after " + PATIENCE + ", see " + log);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        startedIn = Duration.ofNanos(System.nanoTime() - start);
        startCpu = cpu();
    }

    /** @return a port that nobody listens on */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** @return from the start of the process to the first 200 */
    public Duration startedIn() {
        return startedIn;
    }

    /** @return CPU time used until then */
    public Duration startCpu() {
        return startCpu;
    }

    /** @return CPU time used so far */
    public Duration cpu() throws IOException {
        return ProcStat.of(process.pid()).own();
    }

    /** @return resident memory in MiB (VmRSS of Linux) */
    public double residentMiB() throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            String line = lines.filter(entry -> entry.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers(HttpClient http, HttpRequest asked) throws InterruptedException {
        try {
            return http.send(asked, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notListening) {
            return false;
        }
    }
}
