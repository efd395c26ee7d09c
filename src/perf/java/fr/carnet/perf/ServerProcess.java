package fr.carnet.perf;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a JVM of its own: the JDK and class path of this one, the same flags for every server. */
final class ServerProcess implements AutoCloseable {

    /** Flags of both servers. */
    static final List<String> FLAGS = List.of("-Xmx1g");

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long POLL_MS = 50;

    private final Process process;
    private final Duration startedIn;

    /**
     * Starts it and waits for the first 200 on {@code /metadata}.
     *
     * @param command main class and its arguments
     * @param calls   HTTP to it
     * @param log     where its output goes
     */
    ServerProcess(List<String> command, Calls calls, Path log) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        all.addAll(FLAGS);
        all.addAll(List.of("-cp", System.getProperty("java.class.path")));
        all.addAll(command);
        Files.createDirectories(log.getParent());
        long start = System.nanoTime();
        process = new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).redirectInput(new File("/dev/null")).start();
        // Interrupted, this JVM leaves no server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        while (!calls.answers("/metadata")) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended with " + process.exitValue() + ", see " + log);
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                process.destroyForcibly();
                throw new IllegalStateException("the server is not ready after " + PATIENCE + ", see " + log);
            }
            Thread.sleep(POLL_MS);
        }
        startedIn = Duration.ofNanos(System.nanoTime() - start);
    }

    /** @return from the start of the process to the first 200 on {@code /metadata} */
    Duration startedIn() {
        return startedIn;
    }

    /** @return CPU time used so far */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** @return resident memory in MiB (VmRSS of Linux) */
    double residentMiB() throws IOException {
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
}
