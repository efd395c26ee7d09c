package fr.carnet.enforcement.support;

import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Exercise;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who plays in the tables. */
public final class Cast {

    /** When a row does not say when. */
    public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    /** The record that rows are about. */
    public static final String PATIENT = "holder-1";
    /** The RelatedPerson behind a representative's token. */
    public static final String RELATED_PERSON = "related-1";
    /** The professional who asks. */
    public static final ActorId PROFESSIONAL = ActorId.professional("810000000011");
    /** Somebody else at the same structure. */
    public static final ActorId COLLEAGUE = ActorId.professional("810000000022");
    /** Somebody else elsewhere. */
    public static final ActorId STRANGER = ActorId.professional("810000000033");
    /** The structure that the professional acts for. */
    public static final ActorId STRUCTURE = ActorId.structure("1750000001");
    /** Another structure. */
    public static final ActorId ELSEWHERE = ActorId.structure("1130000002");

    /** {@code nurse 60}, {@code doctor 10 SM25}, {@code pharmacist 21 section G}, {@code doctor 10 regulator}, {@code nurse 60 alone}. */
    private static final Pattern EXERCISE = Pattern.compile("[a-z -]+ (\\d\\d)(?: (SM\\d+))?(?: section ([A-Z]))?( regulator)?( alone)?");

    private Cast() {
    }

    /** @param words the caller column */
    public static Caller caller(String words) {
        Matcher exercise = EXERCISE.matcher(words);
        if (exercise.matches()) {
            return new Caller.Professional(PROFESSIONAL, "Camille Martin",
                    new Exercise(exercise.group(1), Optional.ofNullable(exercise.group(2)), Optional.ofNullable(exercise.group(3))),
                    exercise.group(5) == null ? Optional.of(STRUCTURE) : Optional.empty(), exercise.group(4) != null);
        }
        return switch (words) {
            case "structure" -> new Caller.Structure(STRUCTURE, "software-1");
            case "holder" -> new Caller.Holder(PATIENT);
            case "holder of another record" -> new Caller.Holder("holder-2");
            case "representative" -> new Caller.Representative(PATIENT, RELATED_PERSON);
            case "representative of another record" -> new Caller.Representative("holder-2", RELATED_PERSON);
            case "app" -> new Caller.App("app-1", PATIENT, Optional.empty());
            case "app of a representative" -> new Caller.App("app-1", PATIENT, Optional.of(RELATED_PERSON));
            case "app of another record" -> new Caller.App("app-1", "holder-2", Optional.empty());
            case "insurer" -> new Caller.Insurer("assurance-maladie");
            case "support" -> new Caller.Support("3422");
            case "anonymous" -> new Caller.Anonymous();
            default -> throw new IllegalArgumentException("no such caller: " + words);
        };
    }

    /**
     * @param depositor {@code caller}, {@code colleague}, {@code structure} or {@code stranger}
     * @param caller    who asks
     * @return author tokens as stamped at deposit
     */
    static Set<AclToken> authors(String depositor, Caller caller) {
        return switch (depositor) {
            case "caller" -> caller.authorTokens();
            case "colleague" -> Set.of(AclToken.author(COLLEAGUE), AclToken.author(STRUCTURE));
            case "structure" -> Set.of(AclToken.author(STRUCTURE));
            case "insurer" -> Set.of(AclToken.author("insurer", "assurance-maladie"));
            case "holder" -> Set.of(AclToken.author("Patient", PATIENT));
            case "stranger" -> Set.of(AclToken.author(STRANGER), AclToken.author(ELSEWHERE));
            default -> throw new IllegalArgumentException("no such depositor: " + depositor);
        };
    }
}
