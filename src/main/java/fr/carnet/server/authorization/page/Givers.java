package fr.carnet.server.authorization.page;

import fr.carnet.server.storage.Profiles.Profile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.RelatedPerson;

/** Names of those who gave consents, asked of the endpoint once and only when somebody else than the reader gave one. */
final class Givers {

    private final Profile reader;
    private final Words words;
    private final Map<String, String> others;

    private Givers(Profile reader, Words words, Map<String, String> others) {
        this.reader = reader;
        this.words = words;
        this.others = others;
    }

    /** @return the names that these consents need */
    static Givers of(List<GivenPurpose> given, Profile reader, RecordSession record, Words words) {
        boolean others = given.stream().map(GivenPurpose::giver).anyMatch(giver -> !giver.equals(reader.fhirUser()) && giver.startsWith("RelatedPerson/"));
        return new Givers(reader, words, others ? record.all(RelatedPerson.class, Map.of()).stream()
                .collect(Collectors.toMap(person -> "RelatedPerson/" + person.getIdPart(), person -> person.getNameFirstRep().getNameAsSingleString())) : Map.of());
    }

    /** @return none: for who has nothing to show */
    static Givers none(Profile reader, Words words) {
        return new Givers(reader, words, Map.of());
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
