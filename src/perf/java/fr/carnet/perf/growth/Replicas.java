package fr.carnet.perf.growth;

import fr.carnet.perf.contender.Contender;
import fr.carnet.perf.contender.Role;
import fr.carnet.perf.data.Population;
import fr.carnet.perf.data.Population.Person;
import fr.carnet.perf.data.Samples;
import fr.carnet.perf.driver.Call;
import fr.carnet.perf.driver.Checks;
import fr.carnet.perf.driver.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a replicated database holds, and the proof that its replicas are answered like the records that they were made of. */
public final class Replicas {

    /** Id and moment of the Bundle itself, new with every answer. */
    private static final String OF_THE_ANSWER = "^\\{\"resourceType\":\"Bundle\",\"id\":\"[^\"]*\",\"meta\":\\{\"lastUpdated\":\"[^\"]*\"\\}";
    private static final int COMPARED = 3;

    private final Population original;
    private final int copies;

    /**
     * @param original what was loaded over HTTP
     * @param copies   how many replicas of each record there are
     */
    public Replicas(Population original, int copies) {
        this.original = original;
        this.copies = copies;
    }

    /** @return originals and replicas */
    public Population all() {
        List<Person> patients = new ArrayList<>(original.patients());
        List<String> documents = new ArrayList<>(original.documents());
        for (int copy = 1; copy <= copies; copy++) {
            for (Person patient : original.patients()) {
                patients.add(renewed(patient, copy));
            }
            for (String document : original.documents()) {
                documents.add(Renewal.of(document, copy));
            }
        }
        return new Population(patients, original.depositTo(), original.traced(), original.toggled(), original.consent(), documents, original.large(), original.sizes());
    }

    /**
     * Compares whole answers: history, searches, reads.
     *
     * @return answers that were compared
     * @throws IllegalStateException when a replica is answered in another way than its original
     */
    public int check(Contender contender, Target target) {
        int compared = 0;
        for (Person patient : original.patients().subList(0, Math.min(COMPARED, original.patients().size()))) {
            List<String> answers = answers(contender, target, patient);
            for (int copy : IntStream.of(1, (copies + 1) / 2, copies).distinct().toArray()) {
                List<String> replicated = answers(contender, target, renewed(patient, copy));
                for (int n = 0; n < answers.size(); n++) {
                    String expected = Renewal.of(answers.get(n), copy);
                    if (!expected.equals(replicated.get(n))) {
                        throw new IllegalStateException("copy %d is answered in another way:%n%s%nexpected:%n%s".formatted(copy, replicated.get(n), expected));
                    }
                    compared++;
                }
            }
        }
        return compared;
    }

    /** The history first: everything asked of the record after it, and it itself, adds to it. */
    private static List<String> answers(Contender contender, Target target, Person patient) {
        String of = "?patient=Patient/" + patient.id();
        List<Call> calls = List.of(
                own(contender, patient, "/AuditEvent" + of + "&_count=100"),
                own(contender, patient, "/Observation" + of + "&code=http://loinc.org%7C" + Samples.WEIGHT + "&_sort=-date&_count=20"),
                read(contender, "/DocumentReference" + of + "&_count=100"),
                read(contender, "/DocumentReference" + of + "&type=http://loinc.org%7C" + Samples.TYPES.get(0) + "&_count=20"),
                read(contender, "/DocumentReference" + of + "&category=" + Samples.CLASS + "&period=ge2026-06-01&_count=20"),
                read(contender, "/Patient?identifier=" + Samples.INS + "%7C" + patient.ins()),
                read(contender, "/Patient/" + patient.id()));
        return calls.stream().map(call -> target.send(call).text().replaceFirst(OF_THE_ANSWER, "")).toList();
    }

    private static Call own(Contender contender, Person patient, String path) {
        return Call.get(path, contender.as(Role.HOLDER, patient.id()), Checks.status(200));
    }

    private static Call read(Contender contender, String path) {
        return Call.get(path, contender.as(Role.READER, ""), Checks.status(200));
    }

    private static Person renewed(Person patient, int copy) {
        return new Person(Renewal.of(patient.id(), copy), Renewal.of(patient.ins(), copy));
    }
}
