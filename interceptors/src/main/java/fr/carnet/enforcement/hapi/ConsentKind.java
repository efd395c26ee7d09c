package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.consent.SharingRight;
import java.util.Arrays;
import java.util.Optional;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;

/** Kinds of Consent that the rules read (API 6). */
public enum ConsentKind {
    /** Authorisation of a professional or of a structure's care team. */
    ACCES_PROFESSIONNEL("acces-professionnel", ConsentProvisionType.PERMIT),
    /** Block of a professional. */
    BLOCAGE("blocage", ConsentProvisionType.DENY),
    /** Designation of a médecin traitant / administrator. */
    MEDECIN_TRAITANT("medecin-traitant", ConsentProvisionType.PERMIT),
    /** Opposition to deposits by a professional or structure. */
    OPPOSITION_ALIMENTATION("opposition-alimentation", ConsentProvisionType.DENY),
    /** Choices for emergencies; each nested provision says permit or deny by itself. */
    URGENCE("urgence", ConsentProvisionType.PERMIT),
    /** Purpose of a third-party app. */
    FINALITE("finalite", ConsentProvisionType.PERMIT);

    private final String code;
    private final ConsentProvisionType type;

    ConsentKind(String code, ConsentProvisionType type) {
        this.code = code;
        this.type = type;
    }

    /** @return code in CodeSystem consent-kind */
    public String code() {
        return code;
    }

    /** @return what {@code provision.type} must say */
    public ConsentProvisionType type() {
        return type;
    }

    /** @return what it is for whoever may give or end it */
    public SharingRight.Choice choice() {
        return switch (this) {
            case ACCES_PROFESSIONNEL -> SharingRight.Choice.AUTHORISATION;
            case BLOCAGE -> SharingRight.Choice.BLOCK;
            default -> SharingRight.Choice.PERSONAL;
        };
    }

    /** @return the kind of a Consent, empty when its category names none that is offered */
    public static Optional<ConsentKind> of(Consent consent) {
        return consent.getCategory().stream().flatMap(category -> category.getCoding().stream())
                .filter(coding -> Canonical.CONSENT_KIND.equals(coding.getSystem()))
                .flatMap(coding -> Arrays.stream(values()).filter(kind -> kind.code.equals(coding.getCode())))
                .findFirst();
    }
}
