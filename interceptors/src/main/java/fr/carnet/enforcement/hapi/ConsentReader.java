package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Authorisation;
import fr.carnet.enforcement.policy.BreakGlassChoices;
import fr.carnet.enforcement.policy.PurposeConsent.Direction;
import fr.carnet.enforcement.policy.PurposeConsent;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Reference;

/** Reads a Consent into the policy's words. Dates without time are French days, last day included. */
public final class ConsentReader {

    /** Emergency call centres (v3-ActReason). */
    public static final String ETREAT = "ETREAT";
    /** Break-glass (v3-ActReason). */
    public static final String BTG = "BTG";
    /** Masked documents in an emergency (project code). */
    public static final String MASKED = "MASKED";

    private ConsentReader() {
    }

    /** @return the professional or structure that the Consent is about */
    public static Optional<ActorId> actor(Consent consent) {
        return consent.getProvision().getActor().stream()
                .map(actor -> Actors.of(actor.getReference()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** @return the authorisation that an {@code acces-professionnel} Consent gives; empty when it lacks its actor or its end */
    public static Optional<Authorisation> authorisation(Consent consent) {
        Optional<Instant> end = end(consent);
        return actor(consent).flatMap(actor -> end.map(until -> new Authorisation(actor, start(consent).orElse(Instant.MIN), until)));
    }

    /** @return the purposes that an {@code urgence} Consent speaks about, with what it says about each */
    public static Map<String, ConsentProvisionType> emergencyPurposes(Consent consent) {
        Map<String, ConsentProvisionType> purposes = new HashMap<>();
        consent.getProvision().getProvision().forEach(nested -> nested.getPurpose().forEach(purpose -> purposes.put(purpose.getCode(), nested.getType())));
        return purposes;
    }

    /** @return the holder's choices; a purpose that the Consent leaves out keeps its default */
    public static BreakGlassChoices emergency(Consent consent) {
        Map<String, ConsentProvisionType> purposes = emergencyPurposes(consent);
        return new BreakGlassChoices(purposes.get(ETREAT) != ConsentProvisionType.DENY, purposes.get(BTG) != ConsentProvisionType.DENY,
                purposes.get(MASKED) == ConsentProvisionType.PERMIT);
    }

    /** @return the purpose that a {@code finalite} Consent allows; empty when it names no app or not exactly one purpose */
    public static Optional<PurposeConsent> purpose(Consent consent) {
        var provision = consent.getProvision();
        if (provision.getPurpose().size() != 1 || !Canonical.PURPOSE.equals(provision.getPurposeFirstRep().getSystem())) {
            return Optional.empty();
        }
        Set<String> types = provision.getClass_().stream().map(Coding::getCode).collect(Collectors.toSet());
        Set<Direction> directions = provision.getAction().stream().flatMap(action -> action.getCoding().stream())
                .map(action -> "access".equals(action.getCode()) ? Direction.READ : Direction.WRITE).collect(Collectors.toSet());
        boolean maskedToo = provision.getSecurityLabel().stream().anyMatch(label -> Visibility.MASQUE_PS.name().equals(label.getCode()));
        Optional<String> representative = consent.getPerformer().stream().map(Reference::getReferenceElement)
                .filter(performer -> "RelatedPerson".equals(performer.getResourceType())).map(performer -> performer.getIdPart()).findFirst();
        return actor(consent).map(app -> new PurposeConsent(app.value(), provision.getPurposeFirstRep().getCode(), types, directions, maskedToo,
                representative, start(consent).orElse(Instant.MIN), end(consent)));
    }

    /** @return first instant of the provision, else of the Consent itself */
    public static Optional<Instant> start(Consent consent) {
        return instant(consent.getProvision().getPeriod().getStartElement(), false).or(() -> instant(consent.getDateTimeElement(), false));
    }

    /** @return instant at which the provision has ended */
    public static Optional<Instant> end(Consent consent) {
        return instant(consent.getProvision().getPeriod().getEndElement(), true);
    }

    private static Optional<Instant> instant(BaseDateTimeType value, boolean end) {
        if (value.isEmpty() || value.getValue() == null) {
            return Optional.empty();
        }
        if (value.hasTime()) {
            return Optional.of(value.getValue().toInstant());
        }
        String text = value.getValueAsString();
        LocalDate first = LocalDate.parse(text.length() == 4 ? text + "-01-01" : text.length() == 7 ? text + "-01" : text);
        LocalDate next = text.length() == 4 ? first.plusYears(1) : text.length() == 7 ? first.plusMonths(1) : first.plusDays(1);
        return Optional.of((end ? next : first).atStartOfDay(RecordPolicy.FRANCE).toInstant());
    }
}
