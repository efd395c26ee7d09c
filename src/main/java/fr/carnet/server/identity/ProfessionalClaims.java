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
import org.springframework.stereotype.Component;

/**
 * Pro Santé Connect claims as a professional. Several exercices without a choice are refused: never the union of their rights
 * (ACCESS-RULES 2).
 */
@Component
class ProfessionalClaims {

    /** @return the professional */
    Caller caller(JWTClaimsSet claims) {
        String id = ClaimValues.text(claims.getClaim("SubjectNameID")).orElseThrow(ProfessionalClaims::refused);
        Map<?, ?> exercise = chosen(claims);
        Optional<ActorId> structure = ClaimValues.text(claims.getClaim("SubjectOrganizationID")).or(() -> site(exercise)).map(ActorId::structure);
        return new Caller.Professional(ActorId.professional(id), name(claims), exercise(exercise), structure,
                "VRAI".equals(claims.getClaim("Acces_Regulation_Medicale")));
    }

    private static Map<?, ?> chosen(JWTClaimsSet claims) {
        List<Map<?, ?>> matching = ExerciseClaims.matching(claims.getClaim("SubjectRefPro"), ClaimValues.text(claims.getClaim("situation_exercice")));
        if (matching.size() != 1) {
            throw refused();
        }
        return matching.get(0);
    }

    private static Exercise exercise(Map<?, ?> exercise) {
        Set<String> sections = Stream.concat(Stream.of(exercise), ExerciseClaims.activities(exercise).stream())
                .map(place -> ClaimValues.text(place.get("codeSectionPharmacien"))).flatMap(Optional::stream).collect(Collectors.toSet());
        return new Exercise(ExerciseClaims.profession(exercise).orElseThrow(ProfessionalClaims::refused), ClaimValues.text(exercise.get("codeSavoirFaire")),
                sections.size() == 1 ? sections.stream().findFirst() : Optional.empty());
    }

    /** A single place of work names the structure: FINESS with its national prefix 1. */
    private static Optional<String> site(Map<?, ?> exercise) {
        List<Map<?, ?>> activities = ExerciseClaims.activities(exercise);
        return activities.size() == 1 ? ClaimValues.text(activities.get(0).get("numeroFinessSite")).map(finess -> "1" + finess) : Optional.empty();
    }

    private static String name(JWTClaimsSet claims) {
        return Stream.of("given_name", "family_name").map(claims::getClaim).map(ClaimValues::text).flatMap(Optional::stream).collect(Collectors.joining(" "));
    }

    private static Refusal refused() {
        return Refusal.of(Answer.REFUSED);
    }
}
