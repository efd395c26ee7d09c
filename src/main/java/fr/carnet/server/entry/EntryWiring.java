package fr.carnet.server.entry;

import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.StoredSearch;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One provider per type of entry. */
@Configuration(proxyBeanMethods = false)
class EntryWiring {

    private final Entries entries;
    private final StoredSearch search;
    private final BodyMassIndex bodyMassIndex;
    private final MeasureDevices devices;

    EntryWiring(Entries entries, StoredSearch search, BodyMassIndex bodyMassIndex, MeasureDevices devices) {
        this.bodyMassIndex = bodyMassIndex;
        this.devices = devices;
        this.entries = entries;
        this.search = search;
    }

    @Bean
    OfferedProvider allergyIntoleranceProvider() {
        return provider(AllergyIntolerance.class);
    }

    @Bean
    OfferedProvider appointmentProvider() {
        return provider(Appointment.class);
    }

    @Bean
    OfferedProvider careTeamProvider() {
        return provider(CareTeam.class);
    }

    @Bean
    OfferedProvider communicationProvider() {
        return provider(Communication.class);
    }

    @Bean
    OfferedProvider conditionProvider() {
        return provider(Condition.class);
    }

    @Bean
    OfferedProvider deviceProvider() {
        return provider(Device.class);
    }

    @Bean
    OfferedProvider familyMemberHistoryProvider() {
        return provider(FamilyMemberHistory.class);
    }

    @Bean
    OfferedProvider immunizationProvider() {
        return provider(Immunization.class);
    }

    @Bean
    OfferedProvider medicationStatementProvider() {
        return provider(MedicationStatement.class);
    }

    @Bean
    OfferedProvider observationProvider() {
        return new MeasureProvider(provider(Observation.class), search, bodyMassIndex, devices);
    }

    @Bean
    OfferedProvider procedureProvider() {
        return provider(Procedure.class);
    }

    @Bean
    OfferedProvider provenanceProvider() {
        return provider(Provenance.class);
    }

    @Bean
    OfferedProvider questionnaireResponseProvider() {
        return provider(QuestionnaireResponse.class);
    }

    private <T extends DomainResource> EntryProvider<T> provider(Class<T> type) {
        return new EntryProvider<>(type, entries, search);
    }
}
