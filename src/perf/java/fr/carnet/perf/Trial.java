package fr.carnet.perf;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One server, once: loaded and asked, everything measured from outside. */
final class Trial {

    private final Plan plan;
    private final Contender contender;
    private final Calls calls;
    private final ServerProcess server;
    private final Database database;
    private final Sink sink;

    Trial(Plan plan, Contender contender, Calls calls, ServerProcess server, Database database, Sink sink) {
        this.plan = plan;
        this.contender = contender;
        this.calls = calls;
        this.server = server;
        this.database = database;
        this.sink = sink;
    }

    /** Takes measured values. */
    @FunctionalInterface
    interface Sink {
        /** @param measure what was measured, with its unit */
        void add(String measure, double value);
    }

    /** @return ids of the patients, each with the plan's number of documents */
    List<String> load() {
        List<String> patients = new ArrayList<>();
        long[] deposits = new long[plan.patients() * plan.documents()];
        for (int p = 0; p < plan.patients(); p++) {
            patients.add(contender.open(calls, p));
        }
        Duration serverCpu = server.cpu();
        Duration databaseCpu = database.cpu();
        for (int d = 0; d < deposits.length; d++) {
            deposits[d] = contender.deposit(calls, patients.get(d % patients.size()));
        }
        cpu("deposit", deposits.length, serverCpu, databaseCpu);
        latencies("deposit", new Series(deposits));
        return patients;
    }

    /**
     * Searches the documents of one patient after the other.
     *
     * @param name     name of the series
     * @param patients ids of the patients
     * @param headers  headers of every request of the series
     */
    void search(String name, List<String> patients, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(contender.reader());
        all.putAll(headers);
        for (int n = 0; n < plan.warmUp(); n++) {
            found(patients, n, all);
        }
        Duration serverCpu = server.cpu();
        Duration databaseCpu = database.cpu();
        long[] searches = new long[plan.measured()];
        int bytes = 0;
        for (int n = 0; n < searches.length; n++) {
            Calls.Answer answer = found(patients, n, all);
            searches[n] = answer.nanos();
            bytes = answer.bytes();
        }
        cpu(name, searches.length, serverCpu, databaseCpu);
        latencies(name, new Series(searches));
        sink.add(name + ", body, KiB", bytes / 1024.0);
    }

    /** Notes the resident memory. */
    void memory(String when) throws IOException {
        sink.add("resident memory " + when + ", MiB", server.residentMiB());
    }

    private Calls.Answer found(List<String> patients, int n, Map<String, String> headers) {
        Calls.Answer answer = calls.get("/DocumentReference?patient=Patient/" + patients.get(n % patients.size()) + "&_count=50", headers);
        int documents = answer.text().split("\"resourceType\":\\s*\"DocumentReference\"", -1).length - 1;
        if (documents != plan.documents() || !answer.text().contains("\"total\":" + plan.documents())) {
            throw new IllegalStateException(contender.name() + " found " + documents + " documents instead of " + plan.documents());
        }
        return answer;
    }

    private void cpu(String name, int requests, Duration serverBefore, Duration databaseBefore) {
        sink.add(name + ", CPU of the server, ms", server.cpu().minus(serverBefore).toNanos() / 1e6 / requests);
        sink.add(name + ", CPU of PostgreSQL, ms", database.cpu().minus(databaseBefore).toNanos() / 1e6 / requests);
    }

    private void latencies(String name, Series series) {
        for (int percent : new int[] {50, 90, 99}) {
            sink.add(name + ", p" + percent + ", ms", series.percentile(percent));
        }
    }
}
