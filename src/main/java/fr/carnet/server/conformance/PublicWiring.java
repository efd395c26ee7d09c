package fr.carnet.server.conformance;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.StoredSearch;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The conformance and terminology types that anybody may read. */
@Configuration(proxyBeanMethods = false)
class PublicWiring {

    @Bean
    OfferedProvider codeSystems(DaoRegistry daos, StoredSearch search) {
        return new PublicProvider(CodeSystem.class, daos, search);
    }

    @Bean
    OfferedProvider valueSets(DaoRegistry daos, StoredSearch search) {
        return new PublicProvider(ValueSet.class, daos, search);
    }

    @Bean
    OfferedProvider searchParameters(DaoRegistry daos, StoredSearch search) {
        return new PublicProvider(SearchParameter.class, daos, search);
    }

    @Bean
    OfferedProvider structureDefinitions(DaoRegistry daos, StoredSearch search) {
        return new PublicProvider(StructureDefinition.class, daos, search);
    }
}
