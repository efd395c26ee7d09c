package fr.carnet.server.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The exercices of a professional as Pro Santé Connect writes them (API 2). */
public final class ExerciseClaims {

    private ExerciseClaims() {
    }

    /**
     * @param reference claim {@code SubjectRefPro}
     * @param situation key of the exercice chosen, empty for none
     * @return those that the choice leaves; all of them without one
     */
    public static List<Map<?, ?>> matching(@Nullable Object reference, Optional<String> situation) {
        List<Map<?, ?>> all = reference instanceof Map<?, ?> professional ? ClaimValues.objects(professional.get("exercices")) : List.of();
        return all.stream().filter(exercise -> situation.map(key(exercise)::equals).orElse(true)).toList();
    }

    /** @return the ANS key of an exercice: profession and professional category, for example {@code 10C} */
    public static String key(Map<?, ?> exercise) {
        return profession(exercise).orElse("") + ClaimValues.text(exercise.get("codeCategorieProfessionnelle")).orElse("");
    }

    /** @return code of its profession */
    public static Optional<String> profession(Map<?, ?> exercise) {
        return ClaimValues.text(exercise.get("codeProfession"));
    }

    /** @return its places of work */
    public static List<Map<?, ?>> activities(Map<?, ?> exercise) {
        return ClaimValues.objects(exercise.get("activities"));
    }
}
