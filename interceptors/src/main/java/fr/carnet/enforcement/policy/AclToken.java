package fr.carnet.enforcement.policy;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One server-stamped fact about a resource, asked for by a decision (ARCHITECTURE 1). A resource is shown when one of its tokens is
 * in the decision's set.
 *
 * @param value the token as indexed: {@code h}, {@code r}, {@code id}, {@code mt}, {@code st}, {@code ps.<type>}, {@code psm.<type>},
 *              {@code au.<actor>}, {@code pa.<actor>}, {@code to.<actor>}, {@code ap.<category>} and its kin
 */
public record AclToken(String value) implements Comparable<AclToken> {

    /** Not hidden from the holder. */
    public static final AclToken HOLDER = new AclToken("h");

    /** Not hidden from a representative. */
    public static final AclToken REPRESENTATIVE = new AclToken("r");

    /** The identity page of the record: shown to whoever the gate lets into the record. */
    public static final AclToken IDENTITY = new AclToken("id");

    /** What a professional is told of a record that he may not use: that it exists, and how it stands. No stored resource carries it. */
    public static final AclToken STATUS = new AclToken("st");

    /** A choice that the médecin traitant may manage at the holder's request. */
    public static final AclToken MANAGED = new AclToken("mt");

    private static final Pattern APP = Pattern.compile("apr?m?\\.([A-Za-z]+)(?:\\.(.+))?");
    private static final String AUTHOR = "au.";

    public AclToken {
        Objects.requireNonNull(value, "value");
    }

    /** @param type document type code, the document not masked; or the FHIR type of another rubric that professionals read */
    public static AclToken type(String type) {
        return new AclToken("ps." + type);
    }

    /** @param type document type code; the document is masked from professionals (MASQUE_PS) */
    public static AclToken maskedType(String type) {
        return new AclToken("psm." + type);
    }

    /** @param author who deposited the resource, as the token named it */
    public static AclToken author(ActorId author) {
        return new AclToken(AUTHOR + local(author));
    }

    /**
     * @param kind what kind of author without national identifier, for example {@code Patient}
     * @param id   its id
     */
    public static AclToken author(String kind, String id) {
        return new AclToken(AUTHOR + kind + "." + id);
    }

    /** @param actor the professional or structure that a Consent speaks about */
    public static AclToken about(ActorId actor) {
        return new AclToken("pa." + local(actor));
    }

    /** @param actor the professional or structure that a message is addressed to */
    public static AclToken recipient(ActorId actor) {
        return new AclToken("to." + local(actor));
    }

    /**
     * What an app may be shown when a purpose covers the category.
     *
     * @param category       what the resource is
     * @param representative as a representative sees it, not as the holder does
     * @param masked         the document is masked (MASQUE_PS)
     */
    public static AclToken app(DataCategory category, boolean representative, boolean masked) {
        return new AclToken("ap" + (representative ? "r" : "") + (masked ? "m" : "") + "." + category);
    }

    /** @return the category that an app's purpose must cover to be shown this; empty for tokens that say nothing to apps */
    public Optional<DataCategory> category() {
        Matcher app = APP.matcher(value);
        return app.matches() ? Optional.of(new DataCategory(app.group(1), app.group(2) == null ? "" : app.group(2))) : Optional.empty();
    }

    /** @return whether the token names an author */
    public boolean isAuthor() {
        return value.startsWith(AUTHOR);
    }

    /** @return whether the token names the holder or a representative as author */
    public boolean isOfPatientSide() {
        return value.startsWith(AUTHOR + "Patient.") || value.startsWith(AUTHOR + "RelatedPerson.");
    }

    private static String local(ActorId actor) {
        return actor.system().substring(actor.system().lastIndexOf(':') + 1) + "." + actor.value();
    }

    @Override
    public int compareTo(AclToken other) {
        return value.compareTo(other.value);
    }
}
