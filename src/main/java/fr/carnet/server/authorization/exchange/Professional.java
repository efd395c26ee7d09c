package fr.carnet.server.authorization.exchange;

import fr.carnet.server.identity.ClaimValues;
import fr.carnet.server.identity.ExerciseClaims;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/**
 * A professional under one exercice, as the claims that this server reads (API 2). Everything comes from userinfo; of an exercice only the
 * codes that rights follow from, no address and no name of a place.
 *
 * @param id     PS_IdNat
 * @param claims claims about this person
 */
record Professional(String id, Map<String, Object> claims) {

    private static final List<String> OF_A_PERSON = List.of("SubjectNameID", "given_name", "family_name", "SubjectOrganizationID", "Acces_Regulation_Medicale");
    private static final List<String> OF_AN_EXERCISE = List.of("codeProfession", "codeCategorieProfessionnelle", "codeTypeSavoirFaire", "codeSavoirFaire", "codeSectionPharmacien");
    private static final List<String> OF_AN_ACTIVITY = List.of("codeModeExercice", "codeSecteurDactivite", "codeSectionPharmacien", "codeRole", "codeGenreActivite",
            "numeroFinessSite", "numeroFinessetablissementJuridique", "numeroSiretSite");

    /**
     * @param situation the ANS key of an exercice (profession and professional category, for example {@code 10C}); needed when there are several
     * @throws OAuth2AuthenticationException invalid_request when it is not clear under which exercice the professional acts: never the union of all
     */
    static Professional of(Claims userinfo, Optional<String> situation) {
        String id = userinfo.text("SubjectNameID").orElseThrow(() -> ExchangeErrors.invalidRequest("subject_token: Pro Sante Connect names no professional"));
        Map<?, ?> exercise = chosen(userinfo, situation);
        Map<String, Object> claims = new LinkedHashMap<>();
        OF_A_PERSON.forEach(name -> userinfo.text(name).ifPresent(value -> claims.put(name, value)));
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("exercices", new ArrayList<>(List.of(reduced(exercise))));
        claims.put("SubjectRefPro", reference);
        claims.put("situation_exercice", ExerciseClaims.key(exercise));
        return new Professional(id, claims);
    }

    private static Map<?, ?> chosen(Claims userinfo, Optional<String> situation) {
        Object reference = userinfo.all().get("SubjectRefPro");
        List<Map<?, ?>> matching = ExerciseClaims.matching(reference, situation).stream().filter(exercise -> ExerciseClaims.profession(exercise).isPresent()).toList();
        if (matching.size() == 1) {
            return matching.get(0);
        }
        throw ExchangeErrors.invalidRequest(ExerciseClaims.matching(reference, Optional.empty()).isEmpty() ? "subject_token: the professional has no exercice"
                : situation.isEmpty() ? "actor_token: the professional has several exercices, situation_exercice must name one"
                : "actor_token: situation_exercice names no exercice of the professional, or not one alone");
    }

    private static Map<String, Object> reduced(Map<?, ?> exercise) {
        Map<String, Object> reduced = picked(exercise, OF_AN_EXERCISE);
        Stream<Map<String, Object>> activities = ExerciseClaims.activities(exercise).stream().map(activity -> picked(activity, OF_AN_ACTIVITY));
        reduced.put("activities", activities.collect(ArrayList::new, List::add, List::addAll));
        return reduced;
    }

    private static Map<String, Object> picked(Map<?, ?> from, List<String> names) {
        Map<String, Object> picked = new LinkedHashMap<>();
        names.forEach(name -> ClaimValues.text(from.get(name)).ifPresent(value -> picked.put(name, value)));
        return picked;
    }

    /** Not a person's name. */
    @Override
    public String toString() {
        return "Professional " + claims.keySet();
    }
}
