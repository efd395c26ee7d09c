package fr.carnet.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Exercise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Pro Santé Connect claims as a professional. Several exercices without a choice are refused: never the union of their rights
 * (ACCESS-RULES 2).
 */
@Component
class ProfessionalClaims {

    /** @return the professional */
    Caller caller(JWTClaimsSet claims) {
        String id = text(claims.getClaim("SubjectNameID")).orElseThrow(ProfessionalClaims::refused);
        Map<?, ?> exercise = chosen(claims);
        Optional<ActorId> structure = text(claims.getClaim("SubjectOrganizationID")).or(() -> site(exercise)).map(ActorId::structure);
        return new Caller.Professional(ActorId.professional(id), name(claims), exercise(exercise), structure,
                "VRAI".equals(claims.getClaim("Acces_Regulation_Medicale")));
    }

    private static Map<?, ?> chosen(JWTClaimsSet claims) {
        Object professional = claims.getClaim("SubjectRefPro");
        List<Map<?, ?>> exercises = professional instanceof Map<?, ?> reference ? objects(reference.get("exercices")) : List.of();
        Optional<String> situation = text(claims.getClaim("situation_exercice"));
        List<Map<?, ?>> matching = exercises.stream().filter(exercise -> situation.map(key(exercise)::equals).orElse(true)).toList();
        if (matching.size() != 1) {
            throw refused();
        }
        return matching.get(0);
    }

    /** The ANS key of an exercice: profession and professional category. */
    private static String key(Map<?, ?> exercise) {
        return text(exercise.get("codeProfession")).orElse("") + text(exercise.get("codeCategorieProfessionnelle")).orElse("");
    }

    private static Exercise exercise(Map<?, ?> exercise) {
        Set<String> sections = Stream.concat(Stream.of(exercise), activities(exercise).stream())
                .map(place -> text(place.get("codeSectionPharmacien"))).flatMap(Optional::stream).collect(Collectors.toSet());
        return new Exercise(text(exercise.get("codeProfession")).orElseThrow(ProfessionalClaims::refused), text(exercise.get("codeSavoirFaire")),
                sections.size() == 1 ? sections.stream().findFirst() : Optional.empty());
    }

    /** A single place of work names the structure: FINESS with its national prefix 1. */
    private static Optional<String> site(Map<?, ?> exercise) {
        List<Map<?, ?>> activities = activities(exercise);
        return activities.size() == 1 ? text(activities.get(0).get("numeroFinessSite")).map(finess -> "1" + finess) : Optional.empty();
    }

    private static List<Map<?, ?>> activities(Map<?, ?> exercise) {
        return objects(exercise.get("activities"));
    }

    private static String name(JWTClaimsSet claims) {
        return Stream.of("given_name", "family_name").map(claims::getClaim).map(ProfessionalClaims::text).flatMap(Optional::stream).collect(Collectors.joining(" "));
    }

    private static List<Map<?, ?>> objects(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().filter(Map.class::isInstance).<Map<?, ?>>map(element -> (Map<?, ?>) element).toList()
                : List.of();
    }

    private static Optional<String> text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() && text.length() <= 200 ? Optional.of(text) : Optional.empty();
    }

    private static Refusal refused() {
        return Refusal.of(Answer.REFUSED);
    }
}
