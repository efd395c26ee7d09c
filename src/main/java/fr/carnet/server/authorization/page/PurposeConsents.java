package fr.carnet.server.authorization.page;

import fr.carnet.enforcement.disclosure.Visibility;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.hapi.ConsentKind;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent.provisionActorComponent;
import org.hl7.fhir.r4.model.Patient;

/** Consents to apps' purposes (API 6, {@code finalite}), read, given and withdrawn over the endpoint. Doing twice what is done once changes nothing. */
@PagePart
class PurposeConsents {

    private static final String URI = "urn:ietf:rfc:3986";

    private final Clock clock;

    PurposeConsents(Clock clock) {
        this.clock = clock;
    }

    /** @return the record's consents to purposes that are active now, suspended ones included */
    List<GivenPurpose> given(RecordSession record) {
        List<Consent> active = record.all(Consent.class, Map.of("category", Canonical.CONSENT_KIND + "|" + ConsentKind.FINALITE.code(), "status", ConsentState.ACTIVE.toCode()));
        if (active.isEmpty()) {
            return List.of();
        }
        String born = record.read(Patient.class, record.patientId()).getBirthDateElement().getValueAsString();
        RecordPolicy holder = RecordPolicy.opened(record.patientId(), LocalDate.parse(born));
        return active.stream().flatMap(consent -> GivenPurpose.of(consent, holder, clock.instant()).stream()).toList();
    }

    /**
     * Gives a purpose; what was consented to before ends with it. Nothing is stored when it stands already as asked.
     *
     * @param oid       OID of the app
     * @param purpose   a purpose that it declares
     * @param maskedToo whether documents masked from professionals are included
     * @return the new consent, empty when there was nothing to do
     */
    Optional<Consent> give(RecordSession record, String oid, String purpose, boolean maskedToo) {
        boolean stands = given(record).stream().anyMatch(given -> given.is(oid, purpose) && !given.suspended() && given.terms().maskedToo() == maskedToo);
        return stands ? Optional.empty() : Optional.of(record.create(Consent.class, consent(record.patientId(), oid, purpose, maskedToo)));
    }

    /** @return how many consents to this purpose were withdrawn: none when none was active */
    int withdraw(RecordSession record, String oid, String purpose) {
        return end(record, given -> given.is(oid, purpose));
    }

    /** @return how many consents of an app were withdrawn, to purposes that it no longer declares included */
    int withdrawAll(RecordSession record, String oid) {
        return end(record, given -> given.terms().oid().equals(oid));
    }

    private int end(RecordSession record, Predicate<GivenPurpose> which) {
        List<GivenPurpose> ending = given(record).stream().filter(which).toList();
        ending.forEach(given -> end(record, given.consent()));
        return ending.size();
    }

    /** Ends one consent. */
    void end(RecordSession record, Consent consent) {
        record.update(Consent.class, consent.copy().setStatus(ConsentState.INACTIVE));
    }

    private static Consent consent(String patientId, String oid, String purpose, boolean maskedToo) {
        Consent consent = new Consent();
        consent.setStatus(ConsentState.ACTIVE);
        consent.getScope().addCoding().setSystem("http://terminology.hl7.org/CodeSystem/consentscope").setCode("patient-privacy");
        consent.addCategory().addCoding().setSystem(Canonical.CONSENT_KIND).setCode(ConsentKind.FINALITE.code());
        consent.getPatient().setReference("Patient/" + patientId);
        consent.getPolicyRule().addCoding().setSystem(Canonical.BASE + "/CodeSystem/consent-policy").setCode("L1111-13-1");
        consent.getProvision().setType(ConsentProvisionType.PERMIT);
        provisionActorComponent app = consent.getProvision().addActor();
        app.getRole().addCoding().setSystem("http://terminology.hl7.org/CodeSystem/v3-ParticipationType").setCode("IRCP");
        app.getReference().getIdentifier().setSystem(URI).setValue(oid);
        consent.getProvision().addPurpose().setSystem(Canonical.PURPOSE).setCode(purpose);
        if (maskedToo) {
            consent.getProvision().addSecurityLabel().setSystem(Canonical.VISIBILITY).setCode(Visibility.MASQUE_PS.name());
        }
        return consent;
    }
}
