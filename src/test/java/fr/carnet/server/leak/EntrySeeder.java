package fr.carnet.server.leak;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Reply;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Provenance;

/** Measures, agenda, messages and profile: professionals see the rubrics alone, the patient's side all but what speaks of a hidden document. */
final class EntrySeeder implements Seeder {

    /** What a professional with access reads of what the holder entered. */
    private static final Set<String> RUBRICS = Set.of("Immunization", "CareTeam");

    @Override
    public void forProfessional(Filling filling) {
        String holder = filling.world().tokens().holder(filling.record().id());
        for (String type : EntrySamples.TYPES) {
            if (RUBRICS.contains(type)) {
                filling.visibleResource(type + ".one", () -> post(filling, holder, type));
            } else {
                filling.hiddenResource(type + ".secret", () -> post(filling, holder, type));
            }
        }
        String own = filling.record().id();
        filling.hiddenResource("Appointment.colleague", () -> declared(filling, EntrySamples.of("Appointment", own)));
        filling.hiddenResource("Communication.colleague", () -> declared(filling, EntrySamples.message(own)));
        filling.hiddenResource("Immunization.deleted", () -> post(filling, holder, "Immunization"));
        String deleted = filling.names().get("Immunization.deleted");
        filling.secretly(() -> {
            Immunization mistaken = (Immunization) EntrySamples.of("Immunization", filling.record().id());
            mistaken.setStatus(Immunization.ImmunizationStatus.ENTEREDINERROR).setId(deleted);
            return filling.world().api().put(holder, "/Immunization/" + deleted, mistaken);
        }, 200);
    }

    @Override
    public void forPatient(Filling filling, String reader) {
        for (String type : EntrySamples.TYPES) {
            filling.visibleResource(type + ".one", () -> post(filling, List.of("Procedure", "MedicationStatement").contains(type)
                    ? filling.world().tokens().insurer() : reader, type));
        }
        filling.hiddenResource("Provenance.secret", () -> filling.world().api().post(filling.author(), "/Provenance", about(filling, "first")));
        filling.visibleResource("Provenance.one", () -> filling.world().api().post(filling.author(), "/Provenance", about(filling, "one")));
    }

    private static Reply post(Filling filling, String token, String type) {
        DomainResource entry = EntrySamples.of(type, filling.record().id());
        return filling.world().api().post(token, "/" + type, entry);
    }

    /** A colleague has no authorisation in every scene: he declares the patient's consent to this one deposit. */
    private static Reply declared(Filling filling, DomainResource entry) {
        entry.addExtension(Canonical.EXPLICIT_CONSENT, new BooleanType(true));
        return filling.world().api().post(filling.colleague(), "/" + entry.fhirType(), entry);
    }

    private static Provenance about(Filling filling, String word) {
        Provenance provenance = new Provenance();
        provenance.addTarget().setReference("Patient/" + filling.record().id());
        provenance.addTarget().setReference("DocumentReference/" + filling.names().get("DocumentReference." + word));
        provenance.setRecordedElement(new InstantType("2026-11-18T10:00:00+01:00"));
        provenance.addAgent().getWho().setDisplay("Cabinet");
        return provenance;
    }
}
