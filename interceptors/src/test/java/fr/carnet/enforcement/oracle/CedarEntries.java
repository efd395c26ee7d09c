package fr.carnet.enforcement.oracle;

import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.support.Cast;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Random documents and entries of every governed type, and of one that is not. */
final class CedarEntries {
    private static final List<String> STORED = List.of("Patient", "List", "Immunization", "CareTeam", "RelatedPerson", "MedicationStatement", "Procedure", "Consent",
            "Communication", "Appointment", "Observation", "Device", "Condition", "AllergyIntolerance", "FamilyMemberHistory", "QuestionnaireResponse", "Basic");
    /** Consents and RelatedPersons are other acts than deposits; nobody adds the three last. */
    private static final List<String> ADDED = List.of("List", "Provenance", "Immunization", "CareTeam", "MedicationStatement", "Procedure", "Communication",
            "Appointment", "Observation", "Device", "Condition", "AllergyIntolerance", "FamilyMemberHistory", "QuestionnaireResponse", "Basic", "AuditEvent", "Patient");
    private static final List<String> WRITTEN_BY_APPS = List.of("DocumentReference", "Observation", "Device", "Appointment");
    private final List<String> documents = Stream.concat(CedarTerminology.columns().keySet().stream().sorted(), Stream.of("99999-9", "")).toList();
    private final Dice dice;
    private final CedarRecords records;

    CedarEntries(Dice dice, CedarRecords records) {
        this.dice = dice;
        this.records = records;
    }

    /** @return something stored that the caller wants to read */
    CedarEntry stored(Caller reader) {
        boolean declarable = reader instanceof Caller.App && dice.chance(80);
        String type = declarable ? dice.of(CedarRecords.CATEGORIES).type() : dice.chance(50) ? "DocumentReference" : dice.of(STORED);
        return entry(type, dice.chance(25) ? reader : records.caller());
    }

    /** @return something stored that the caller wants to change */
    CedarEntry amended(Caller writer) {
        return entry(dice.of(WRITTEN_BY_APPS), dice.chance(80) ? writer : records.caller());
    }

    /** @return something new */
    CedarEntry added(Caller writer) {
        boolean declarable = writer instanceof Caller.App && dice.chance(80);
        return entry(declarable ? dice.of(WRITTEN_BY_APPS) : dice.chance(40) ? "DocumentReference" : dice.of(ADDED), writer);
    }

    private CedarEntry entry(String type, Caller depositor) {
        boolean document = "DocumentReference".equals(type) || "List".equals(type);
        Caller author = "Patient".equals(type) ? new Caller.Anonymous() : depositor;
        return new CedarEntry(type, code(type), document ? labels() : Set.of(), !"Patient".equals(type) && dice.chance(8), author,
                "Consent".equals(type) && dice.chance(90) ? Optional.of(dice.of(CedarRecords.PROFESSIONALS)) : Optional.empty(), "Consent".equals(type) && dice.chance(60),
                "Communication".equals(type) ? recipients() : Set.of());
    }

    private Set<Visibility> labels() {
        return dice.chance(30) ? Set.of() : dice.some(List.of(Visibility.values()), 40);
    }

    private Set<ActorId> recipients() {
        return dice.some(List.of(Cast.PROFESSIONAL, Cast.COLLEAGUE, Cast.STRUCTURE), 40);
    }

    private String code(String type) {
        List<String> known = CedarRecords.CATEGORIES.stream().filter(category -> category.type().equals(type)).map(DataCategory::code).toList();
        return switch (type) {
            case "DocumentReference" -> dice.chance(30) ? dice.of(documents) : dice.of(known);
            case "List" -> dice.of(documents);
            case "Observation" -> dice.chance(80) ? dice.of(known) : "";
            default -> "";
        };
    }
}
