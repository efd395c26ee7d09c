package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.breakglass.IdentityTraits;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * What a professional states when breaking the glass (S2, S5): the patient's identity, a written reason, and the two legal conditions.
 *
 * @param traits identity as typed
 * @param reason written reason, at least {@value #REASON_LENGTH} characters
 */
public record BreakGlassRequest(IdentityTraits traits, String reason) {

    /** Characters that a reason has at least. */
    public static final int REASON_LENGTH = 20;

    /**
     * Reads the operation's parameters. What is missing is told with 422, because it depends on the request alone: this runs before the gate.
     *
     * @param body Parameters
     */
    public static BreakGlassRequest of(@Nullable IBaseResource body) {
        if (!(body instanceof Parameters parameters)) {
            throw Refusal.of(Answer.UNREADABLE_BODY);
        }
        String reason = text(parameters, "reason").map(String::strip).orElse("");
        boolean conditions = isTrue(parameters, "immediateRisk") && isTrue(parameters, "unableToConsent");
        Optional<LocalDate> born = text(parameters, "birthDate").flatMap(BreakGlassRequest::date);
        Optional<String> family = text(parameters, "family");
        Optional<String> given = text(parameters, "given");
        if (reason.length() < REASON_LENGTH || reason.length() > 2_000 || !conditions || born.isEmpty() || family.isEmpty() || given.isEmpty()) {
            throw Refusal.rule("Parameters.parameter", "break-glass-request", REASON_LENGTH);
        }
        return new BreakGlassRequest(new IdentityTraits(family.get(), given.get(), born.get()), reason);
    }

    /** @return whether the identity stated is that of this record */
    public boolean isAbout(Patient patient) {
        List<String> families = patient.getName().stream().map(HumanName::getFamily).filter(name -> name != null).toList();
        List<String> givens = patient.getName().stream().flatMap(name -> name.getGiven().stream()).map(PrimitiveType::getValue).toList();
        return traits.match(families, givens, LocalDate.parse(patient.getBirthDateElement().getValueAsString()));
    }

    private static Optional<String> text(Parameters parameters, String name) {
        return Optional.ofNullable(parameters.getParameter(name))
                .filter(named -> named.getValue() instanceof PrimitiveType<?>)
                .map(named -> named.getValue().primitiveValue())
                .filter(value -> !value.isBlank());
    }

    private static boolean isTrue(Parameters parameters, String name) {
        return Optional.ofNullable(parameters.getParameter(name))
                .filter(named -> named.getValue() instanceof BooleanType flag && flag.booleanValue())
                .isPresent();
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
