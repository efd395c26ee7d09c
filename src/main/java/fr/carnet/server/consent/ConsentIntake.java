package fr.carnet.server.consent;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.consent.SharingRight;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.ConsentKind;
import fr.carnet.enforcement.hapi.ConsentReader;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.server.config.ConsentSettings;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.DateTimeType;
import org.springframework.stereotype.Component;

/** What a Consent must say before it becomes a rule (API 6): a kind on offer, one actor, one direction, a bounded period. */
@Component
class ConsentIntake {

    private static final Set<String> ACTOR_SYSTEMS = Set.of(ActorId.PROFESSIONAL, ActorId.STRUCTURE);

    private static final Set<String> EMERGENCY_PURPOSES = Set.of(ConsentReader.ETREAT, ConsentReader.BTG, ConsentReader.MASKED);

    private final ConsentSettings settings;

    ConsentIntake(ConsentSettings settings) {
        this.settings = settings;
    }

    /**
     * Checks a new Consent and completes its period.
     *
     * @return its kind
     */
    ConsentKind check(Consent consent, RequestDetails request) {
        ConsentKind kind = ConsentKind.of(consent).orElseThrow(() -> Refusal.rule("Consent.category", "consent-kind",
                Arrays.stream(ConsentKind.values()).map(ConsentKind::code).collect(Collectors.joining(", "))));
        if (consent.getStatus() != ConsentState.ACTIVE) {
            throw Refusal.rule("Consent.status", "consent-status");
        }
        if (kind == ConsentKind.URGENCE) {
            checkEmergency(consent);
        } else if (consent.getProvision().getType() != kind.type() || consent.getProvision().hasProvision()) {
            throw Refusal.rule("Consent.provision.type", "consent-type", kind.type().toCode());
        }
        boolean mayManage = kind == ConsentKind.URGENCE
                ? SharingRight.mayChooseForEmergencies(RequestScope.caller(request))
                : SharingRight.mayManage(RequestScope.caller(request), kind == ConsentKind.ACCES_PROFESSIONNEL, actor(consent, kind));
        if (!mayManage) {
            throw Refusal.of(Answer.REFUSED, "consent-kind-caller");
        }
        Instant now = RequestScope.draft(request).recorded();
        if (!consent.hasDateTime()) {
            consent.setDateTimeElement(instant(now));
        }
        if (kind == ConsentKind.ACCES_PROFESSIONNEL) {
            bound(consent, now);
        }
        return kind;
    }

    /** One nested provision per purpose, each permit or deny; purposes that nobody reads would be a choice without effect. */
    private static void checkEmergency(Consent consent) {
        Map<String, ConsentProvisionType> purposes = ConsentReader.emergencyPurposes(consent);
        boolean complete = purposes.values().stream().allMatch(type -> type == ConsentProvisionType.PERMIT || type == ConsentProvisionType.DENY)
                && consent.getProvision().getProvision().stream().allMatch(nested -> nested.getPurpose().size() == 1);
        if (purposes.isEmpty() || !EMERGENCY_PURPOSES.containsAll(purposes.keySet()) || !complete) {
            throw Refusal.rule("Consent.provision.provision", "consent-emergency", String.join(", ", EMERGENCY_PURPOSES.stream().sorted().toList()));
        }
    }

    private static ActorId actor(Consent consent, ConsentKind kind) {
        ActorId actor = consent.getProvision().getActor().size() == 1 ? ConsentReader.actor(consent).orElse(null) : null;
        boolean personOnly = kind == ConsentKind.BLOCAGE || kind == ConsentKind.MEDECIN_TRAITANT;
        if (actor == null || !ACTOR_SYSTEMS.contains(actor.system()) || personOnly && !ActorId.PROFESSIONAL.equals(actor.system())) {
            throw Refusal.rule("Consent.provision.actor", "consent-actor");
        }
        return actor;
    }

    /** An authorisation without an end gets the default one; none starts later than now or lasts longer than the operator allows. */
    private void bound(Consent consent, Instant now) {
        ZonedDateTime latest = now.atZone(RecordPolicy.FRANCE).plus(settings.authorisationLength());
        if (!consent.getProvision().getPeriod().hasEnd()) {
            consent.getProvision().getPeriod().setEndElement(instant(latest.toInstant()));
        }
        // A date without time lasts until the end of its day: one day of tolerance.
        Instant end = ConsentReader.end(consent).orElseThrow();
        Instant start = ConsentReader.start(consent).orElse(now);
        if (start.isAfter(now.plusSeconds(60)) || !end.isAfter(start) || end.isAfter(latest.plusDays(1).toInstant())) {
            throw Refusal.rule("Consent.provision.period", "consent-period", settings.authorisationLength().toString());
        }
    }

    private static DateTimeType instant(Instant instant) {
        return new DateTimeType(Date.from(instant), TemporalPrecisionEnum.SECOND, TimeZone.getTimeZone(RecordPolicy.FRANCE));
    }
}
