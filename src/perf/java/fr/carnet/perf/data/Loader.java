package fr.carnet.perf.data;

import fr.carnet.perf.contender.Contender;
import fr.carnet.perf.contender.Role;
import fr.carnet.perf.data.Population.Person;
import fr.carnet.perf.driver.Call;
import fr.carnet.perf.driver.Checks;
import fr.carnet.perf.driver.Reply;
import fr.carnet.perf.driver.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Fills a server over HTTP, on several connections. */
public final class Loader {

    private static final int CONNECTIONS = 8;
    private static final int IN_ONE_TRANSACTION = 100;
    private static final Pattern DOCUMENT = Pattern.compile("\"fullUrl\":\"[^\"]*DocumentReference/([^\"/]+)\"");
    private static final Pattern CONTENT = Pattern.compile("\"url\":\"[^\"]*Binary/([^\"/]+?)(?:/_history/[^\"]*)?\"");

    private final Target target;
    private final Contender contender;
    private final Requests requests;
    private final Sizes sizes;

    /** @param samples what is stored; the same for all servers */
    public Loader(Target target, Contender contender, Samples samples, Sizes sizes) {
        this.target = target;
        this.contender = contender;
        this.requests = new Requests(contender, samples);
        this.sizes = sizes;
    }

    /** @return what the server holds now; it was empty before */
    public Population load() {
        List<Person> patients = each(sizes.patients(), this::open);
        List<Person> depositTo = each(Sizes.DEPOSITED_TO, n -> open(sizes.patients() + n));
        Person traced = open(sizes.patients() + Sizes.DEPOSITED_TO);
        Person toggled = open(sizes.patients() + Sizes.DEPOSITED_TO + 1);
        each(patients.size(), n -> target.send(requests.submit(patients.get(n).id(), sizes.documents())));
        target.send(requests.submit(traced.id(), 1));
        target.send(requests.submit(toggled.id(), sizes.documents()));
        each(patients.size() * sizes.measures(), n -> target.send(requests.measure(patients.get(n % patients.size()).id(), n / patients.size())));
        each(patients.size() * sizes.appointments(), n -> target.send(requests.appointment(patients.get(n % patients.size()).id())));
        each(Sizes.LARGE_DOCUMENTS, n -> target.send(requests.deposit(depositTo.get(0).id(), n, true)));
        history(traced);
        List<String> documents = each(patients.size(), n -> found(patients.get(n), DOCUMENT)).stream().flatMap(List::stream).toList();
        String consent = target.send(requests.authorise(Role.READER, toggled.id())).id();
        return new Population(patients, depositTo, traced, toggled, new AtomicReference<>(consent), documents, found(depositTo.get(0), CONTENT), sizes);
    }

    private Person open(int number) {
        String ins = Samples.ins(number);
        String patient = target.send(requests.open(ins)).id();
        target.send(requests.authorise(Role.AUTHOR, patient));
        // The reader of the record whose authorisation comes and goes is authorised last, when it is known which consent that is.
        if (number != sizes.patients() + Sizes.DEPOSITED_TO + 1) {
            target.send(requests.authorise(Role.READER, patient));
        }
        return new Person(patient, ins);
    }

    private void history(Person traced) {
        if (contender.traces()) {
            Call read = Call.get("/DocumentReference?patient=Patient/" + traced.id(), contender.as(Role.READER, ""), Checks.page(1));
            each(sizes.history(), n -> target.send(read));
        } else {
            each(sizes.history() / IN_ONE_TRANSACTION, n -> target.send(requests.history(traced.id(), IN_ONE_TRANSACTION)));
        }
    }

    private List<String> found(Person patient, Pattern pattern) {
        Reply page = target.send(Call.get("/DocumentReference?patient=Patient/" + patient.id() + "&_count=100", contender.as(Role.READER, ""), Checks.status(200)));
        return pattern.matcher(page.text()).results().map(found -> found.group(1)).distinct().collect(Collectors.toList());
    }

    private static <T> List<T> each(int count, IntFunction<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                int number = n;
                running.add(threads.submit(() -> work.apply(number)));
            }
            List<T> done = new ArrayList<>();
            for (Future<T> one : running) {
                done.add(one.get());
            }
            return done;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
