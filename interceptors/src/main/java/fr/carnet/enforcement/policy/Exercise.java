package fr.carnet.enforcement.policy;

import java.util.Optional;

/**
 * The one exercice under which a professional acts (Pro Santé Connect {@code SubjectRefPro.exercices[]}).
 *
 * @param profession        TRE_G15 code, for example {@code 10}
 * @param specialty         savoir-faire code (TRE_R38), for example {@code SM54}
 * @param pharmacistSection section of the pharmacists' order (TRE_G06), for example {@code G}
 */
public record Exercise(String profession, Optional<String> specialty, Optional<String> pharmacistSection) {

    /** Savoir-faire of occupational medicine: deposits only, never reads (ACCESS-RULES 2). */
    public static final String OCCUPATIONAL_MEDICINE = "SM25";

    /** @return whether this is a physician's exercice */
    public boolean isPhysician() {
        return "10".equals(profession);
    }

    /** @return whether this is an occupational physician */
    public boolean isOccupationalMedicine() {
        return isPhysician() && specialty.filter(OCCUPATIONAL_MEDICINE::equals).isPresent();
    }
}
