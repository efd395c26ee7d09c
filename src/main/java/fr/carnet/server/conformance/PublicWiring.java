package fr.carnet.server.conformance;

import fr.carnet.enforcement.hapi.ReadableTypes;
import fr.carnet.server.storage.OfferedProvider;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The conformance and terminology types that anybody may read. */
@Configuration(proxyBeanMethods = false)
class PublicWiring {

    @Bean
    @Order(1)
    CatalogueSource readableByColumn(ReadableTypes types) {
        return type -> "ValueSet".equals(type) ? types.valueSets() : List.of();
    }

    @Bean
    OfferedProvider codeSystems(Catalogue catalogue) {
        return new PublicProvider<>(CodeSystem.class, catalogue);
    }

    @Bean
    OfferedProvider valueSets(Catalogue catalogue) {
        return new PublicProvider<>(ValueSet.class, catalogue);
    }

    @Bean
    OfferedProvider conceptMaps(Catalogue catalogue) {
        return new PublicProvider<>(ConceptMap.class, catalogue);
    }

    @Bean
    OfferedProvider searchParameters(Catalogue catalogue) {
        return new PublicProvider<>(SearchParameter.class, catalogue);
    }

    @Bean
    OfferedProvider structureDefinitions(Catalogue catalogue) {
        return new PublicProvider<>(StructureDefinition.class, catalogue);
    }

    @Bean
    OfferedProvider operationDefinitions(Catalogue catalogue) {
        return new PublicProvider<>(OperationDefinition.class, catalogue);
    }

    @Bean
    OfferedProvider implementationGuides(Catalogue catalogue) {
        return new PublicProvider<>(ImplementationGuide.class, catalogue);
    }
}
