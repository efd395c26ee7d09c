package fr.carnet.perf.workload;

import fr.carnet.perf.contender.Contender;
import fr.carnet.perf.contender.Role;
import fr.carnet.perf.data.Population;
import fr.carnet.perf.data.Population.Person;
import fr.carnet.perf.data.Requests;
import fr.carnet.perf.driver.Call;
import fr.carnet.perf.driver.Target;
import java.util.HashMap;
import java.util.Map;

/**
 * One server that is asked.
 *
 * @param contender  how it is asked
 * @param target     where
 * @param population what it holds
 * @param requests   what is written to it
 */
public record Scene(Contender contender, Target target, Population population, Requests requests) {

    /** @return a GET by the reader */
    Call read(String path, Call.Check check) {
        return Call.get(path, contender.as(Role.READER, ""), check);
    }

    /** @return a GET by the holder of a record */
    Call own(String patient, String path, Call.Check check) {
        return Call.get(path, contender.as(Role.HOLDER, patient), check);
    }

    /** @return the patients in turn */
    Person patient(long n) {
        return population.patients().get((int) (n % population.patients().size()));
    }

    /** @return the records that deposits go to, in turn */
    String depositTo(long n) {
        return population.depositTo().get((int) (n % population.depositTo().size())).id();
    }

    /** @return the same request, compressed answer wanted */
    static Call gzip(Call call) {
        return with(call, "Accept-Encoding", "gzip");
    }

    /** @return the same request, this media type wanted */
    static Call accepting(Call call, String mediaType) {
        return with(call, "Accept", mediaType);
    }

    private static Call with(Call call, String header, String value) {
        Map<String, String> headers = new HashMap<>(call.headers());
        headers.put(header, value);
        return new Call(call.method(), call.path(), headers, call.body(), call.check());
    }
}
