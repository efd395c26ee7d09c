package fr.carnet.server.authorization.page;

import fr.carnet.server.storage.Profiles.Profile;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.RelatedPerson;

/** Names of those who gave consents or connected services, asked of the endpoint once and only when somebody else than the reader gave one. */
final class Givers {

    private final Profile reader;
    private final Words words;
    private final Map<String, String> others;

    private Givers(Profile reader, Words words, Map<String, String> others) {
        this.reader = reader;
        this.words = words;
        this.others = others;
    }

    /**
     * @param givers Patients and RelatedPersons
     * @param reader who reads the page
     * @return their names
     */
    static Givers of(Stream<String> givers, Profile reader, RecordSession record, Words words) {
        boolean others = givers.anyMatch(giver -> !giver.equals(reader.fhirUser()) && giver.startsWith("RelatedPerson/"));
        return new Givers(reader, words, others ? record.all(RelatedPerson.class, Map.of()).stream()
                .collect(Collectors.toMap(person -> "RelatedPerson/" + person.getIdPart(), person -> person.getNameFirstRep().getNameAsSingleString())) : Map.of());
    }

    /** @param giver a Patient or RelatedPerson */
    String name(String giver) {
        if (giver.equals(reader.fhirUser())) {
            return words.of("giver.you");
        }
        if (giver.equals("Patient/" + reader.patientId())) {
            return reader.name();
        }
        String name = others.getOrDefault(giver, "");
        return name.isBlank() ? words.of("giver.representative") : words.of("giver.named", name);
    }
}
