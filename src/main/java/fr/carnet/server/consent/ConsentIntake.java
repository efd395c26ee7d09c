package fr.carnet.server.consent;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.Actors;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.hapi.ConsentKind;
import fr.carnet.enforcement.hapi.ConsentReader;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.PurposeConsent;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.ReferencedApps;
import fr.carnet.server.config.ConsentSettings;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/** What a Consent must say before it becomes a rule (API 6): a kind on offer, one actor, one direction, a bounded period. */
@Component
class ConsentIntake {

    private static final Set<String> ACTOR_SYSTEMS = Set.of(ActorId.PROFESSIONAL, ActorId.STRUCTURE);

    private static final Set<String> EMERGENCY_PURPOSES = Set.of(ConsentReader.ETREAT, ConsentReader.BTG, ConsentReader.MASKED);

    /** HL7 consentaction: out of the record, into it. */
    private static final Set<String> ACTIONS = Set.of("access", "collect");

    private static final int REASON_LENGTH = 10;
    private static final int REASON_LIMIT = 1_000;

    private final ConsentSettings settings;
    private final ReferencedApps apps;
    private final SharingGuard sharing;

    ConsentIntake(ConsentSettings settings, ReferencedApps apps, SharingGuard sharing) {
        this.settings = settings;
        this.apps = apps;
        this.sharing = sharing;
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
        if (kind == ConsentKind.FINALITE) {
            checkPurpose(consent);
        } else if (kind != ConsentKind.URGENCE) {
            checkActor(consent, kind);
        }
        sharing.require(consent, kind, request);
        // Who made the choice, from the token: it decides how long a parent's consent holds (S5), so the body has no say in it.
        consent.setPerformer(List.of(Actors.reference(RequestScope.caller(request))));
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

    /** S6.2: what is consented to must be declared; a purpose that nobody declared would be a consent to anything. */
    private void checkPurpose(Consent consent) {
        PurposeConsent given = consent.getProvision().getActor().size() == 1 ? ConsentReader.purpose(consent).orElse(null) : null;
        boolean declared = given != null && apps.findByOid(given.oid()).filter(app -> app.purposes().containsKey(given.purpose())).isPresent();
        boolean actions = consent.getProvision().getAction().stream().flatMap(action -> action.getCoding().stream()).allMatch(action -> ACTIONS.contains(action.getCode()));
        if (!declared || !actions) {
            throw Refusal.rule("Consent.provision.purpose", "consent-purpose");
        }
    }

    /**
     * S5: whoever is authorised or designated is kept from depositing for a legitimate reason only. Read under the lock of the record's row, so
     * that no authorisation slips in between.
     *
     * @param record how the record stands
     * @param at     instant of the request
     */
    void checkReason(Consent consent, RecordPolicy record, Instant at) {
        Extension stated = consent.getExtensionByUrl(Canonical.LEGITIMATE_REASON);
        String reason = stated != null && stated.getValue() instanceof StringType text && text.hasValue() ? text.getValue().strip() : "";
        boolean fits = reason.length() >= REASON_LENGTH && reason.length() <= REASON_LIMIT;
        boolean needed = ConsentReader.actor(consent).filter(actor -> record.attendingDoctors().contains(actor)
                || record.authorisations().stream().anyMatch(given -> given.actor().equals(actor) && given.isValidAt(at))).isPresent();
        if (!fits && (needed || stated != null)) {
            throw Refusal.rule("Consent.extension('" + Canonical.LEGITIMATE_REASON + "')", "legitimate-reason", REASON_LENGTH, REASON_LIMIT);
        }
    }

    private static void checkActor(Consent consent, ConsentKind kind) {
        ActorId actor = consent.getProvision().getActor().size() == 1 ? ConsentReader.actor(consent).orElse(null) : null;
        boolean personOnly = kind == ConsentKind.BLOCAGE || kind == ConsentKind.MEDECIN_TRAITANT;
        if (actor == null || !ACTOR_SYSTEMS.contains(actor.system()) || personOnly && !ActorId.PROFESSIONAL.equals(actor.system())) {
            throw Refusal.rule("Consent.provision.actor", "consent-actor");
        }
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
