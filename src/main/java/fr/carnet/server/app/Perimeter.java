package fr.carnet.server.app;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Perimeters of an exchange: which FHIR types the holder consents to under which word. A measure declared as a document would deceive him. */
enum Perimeter {
    /** Documents of the record; their contents come with them. */
    DOCUMENTS("DocumentReference"),
    /** Measures, and the devices that took them. */
    MEASURES("Observation", "Device"),
    /** Appointments. */
    AGENDA("Appointment"),
    /** Identity, medical profile, history of care, entourage. */
    PROFILE("Patient", "AllergyIntolerance", "Condition", "Procedure", "MedicationStatement", "FamilyMemberHistory", "QuestionnaireResponse", "Immunization", "CareTeam");

    private final Set<String> types;

    Perimeter(String... types) {
        this.types = Set.of(types);
    }

    /** @return FHIR types that belong to it */
    Set<String> types() {
        return types;
    }

    /** @param code as it stands in an entry */
    static Optional<Perimeter> of(String code) {
        return Arrays.stream(values()).filter(perimeter -> perimeter.name().toLowerCase(Locale.ROOT).equals(code)).findFirst();
    }
}
